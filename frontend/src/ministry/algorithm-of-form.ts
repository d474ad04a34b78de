import type { registry } from '@indus/client';
import { latinDigits } from '../language/latin-digits.ts';
import { endOfDayNs } from '../parts/day-bounds.ts';

/** Texts that every algorithm needs before it may decide, with the characters that each takes. Source: docs/registry.md. */
export const REQUIRED_FIELDS = {
  description_short: 350,
  description: 2_500,
  goal: 2_500,
  scope: 2_500,
  proportionality: 2_500,
  lawful_basis: 2_500,
  process_integration: 2_500,
  human_intervention: 2_500,
  objection_procedure: 2_500,
  monitoring: 2_500,
  performance: 2_500,
  risks: 2_500,
  source_data: 2_500,
  methods_and_models: 5_000,
  team: 100,
  senior_responsible_owner: 100,
  contact_email: 500,
} as const;

/** Texts that a high risk needs besides. Source: docs/registry.md. */
export const HIGH_RISK_FIELDS = {
  provider_address: 500,
  impact_assessment: 2_500,
  instructions_for_use: 2_500,
} as const;

/** Codes of the texts that the form asks for. */
export type FieldCode = keyof typeof REQUIRED_FIELDS | keyof typeof HIGH_RISK_FIELDS;

/** What is entered of an algorithm. */
export interface AlgorithmForm {
  readonly title: string;
  readonly risk: 'minimal' | 'limited' | 'high';
  /** Number and version of the model that decides, "3.1"; empty: rules written by people. */
  readonly model: string;
  readonly reviewBy: string;
  readonly fields: Readonly<Partial<Record<FieldCode, string>>>;
}

/** The first field that is not right. */
export type AlgorithmFault = 'title' | 'model' | 'reviewBy' | FieldCode;

/** Codes that an algorithm of a risk needs, with the characters that each takes. */
export function fieldsOf(risk: AlgorithmForm['risk']): readonly [FieldCode, number][] {
  const all = risk === 'high' ? { ...REQUIRED_FIELDS, ...HIGH_RISK_FIELDS } : REQUIRED_FIELDS;
  return Object.entries(all) as [FieldCode, number][];
}

/** The details as the registry takes them, or the first field that is not right. */
export function algorithmOfForm(
  form: AlgorithmForm,
  nowNs: bigint,
): registry.AlgorithmDetails | AlgorithmFault {
  const review_by_ns = endOfDayNs(form.reviewBy);
  const title = form.title.trim();
  const models = modelsOf(form.model.trim());
  if (title === '' || title.length > 200) return 'title';
  if (!models) return 'model';
  if (review_by_ns === undefined || review_by_ns <= nowNs) return 'reviewBy';
  const fields: registry.AlgorithmDetails['fields'] = [];
  for (const [code, limit] of fieldsOf(form.risk)) {
    const text = form.fields[code]?.trim() ?? '';
    if (text === '' || text.length > limit) return code;
    fields.push({ code, text });
  }
  return {
    title,
    risk_class: { [form.risk]: null } as registry.RiskClass,
    category: form.risk === 'high' ? { high_risk_ai: null } : { impactful: null },
    models,
    fields,
    suppliers: [],
    cost_pkr: [],
    begin: [],
    review_by_ns,
  };
}

function modelsOf(entered: string): registry.VersionRef[] | undefined {
  if (entered === '') return [];
  const [, id, version] = /^([1-9]\d{0,15})\.([1-9]\d{0,8})$/.exec(latinDigits(entered)) ?? [];
  return id && version ? [{ id: BigInt(id), version: Number(version) }] : undefined;
}
