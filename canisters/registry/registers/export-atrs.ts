import { caseOf } from '@indus/kit/variant';
import { dateOf, performanceOf, present } from './algorithm-view.ts';
import type { AlgorithmView } from './algorithm-view.ts';
import type { Json } from './json-of.ts';

const PHASE = {
  draft: 'Pre-deployment',
  live: 'Production',
  stale: 'Production',
  retired: 'Retired',
} as const;

/** Attributes whose text a record has under the same code. */
const SAME = [
  'team',
  'senior_responsible_owner',
  'procurement_procedure_type',
  'data_access_terms',
  'scope',
  'benefit',
  'previous_process',
  'alternatives_considered',
  'process_integration',
  'provided_information',
  'frequency_and_scale_of_usage',
  'required_training',
  'system_architecture',
  'maintenance',
  'data_modality',
  'data_quantities',
  'sensitive_attributes',
  'data_completeness_and_representativeness',
  'data_collection',
  'data_cleaning',
  'data_sharing_agreements',
  'data_access_and_storage',
  'impact_assessment',
] as const;

/**
 * The record in the attributes of the British Algorithmic Transparency Recording Standard, metadata and both tiers. Of a list
 * of models and data each attribute is a list.
 * Source: ATRS V3.0 (March 2024), co-cddo/algorithmic-transparency-recording-standard 0bf872f5, template_table.md: the last
 * version whose attributes were published by name.
 */
export function atrsOf(view: AlgorithmView): Json {
  const { algorithm, organisation, text } = view;
  const { title } = algorithm.details;
  const phase = PHASE[caseOf(algorithm.state)];
  const [ended] = algorithm.ended_at_ns;
  const name = organisation?.names.en;
  return {
    metadata: present({
      id: Number(algorithm.id),
      standard_version: '3.0',
      organisation_type: organisation && caseOf(organisation.kind),
      function: text('function'),
      capability: text('capability'),
      task: text('task'),
      tags: text('tags'),
      date_of_completion: dateOf(algorithm.registered_at_ns),
      date_updated: dateOf(algorithm.changed_at_ns),
      date_archived: ended === undefined ? undefined : dateOf(ended),
      title,
      organisation_name: name,
      phase,
      region: text('region') ?? organisation?.country,
      one_sentence_description: text('description_short'),
    }),
    tier_1: present({
      name: title,
      description: text('description'),
      website_url: text('website') ?? organisation?.contact.website[0],
      contact_email: text('contact_email') ?? organisation?.contact.email,
    }),
    tier_2: present({
      organisation_or_department: name,
      ...suppliersOf(view),
      detailed_description: text('methods_and_models'),
      human_decisions_and_review: text('human_intervention'),
      appeals_and_review: text('objection_procedure'),
      phase,
      ...modelsOf(view),
      ...dataOf(view),
      risks_and_mitigations: text('risks'),
      ...Object.fromEntries(SAME.map((code) => [code, text(code)])),
    }),
  };
}

function suppliersOf({ algorithm: { details } }: AlgorithmView): Readonly<Record<string, Json | undefined>> {
  const { suppliers } = details;
  if (suppliers.length === 0) return { external_supplier_involvement: 'No' };
  const numbers = suppliers.flatMap(({ company_number: number }) => number).join(', ');
  return {
    external_supplier_involvement: 'Yes',
    external_supplier: suppliers.map(({ name, country }) => `${name} (${country})`).join(', '),
    companies_house_number: numbers === '' ? undefined : numbers,
    external_supplier_role: suppliers.map(({ name, role }) => `${name}: ${role}`).join('\n'),
  };
}

function modelsOf({ models, datasets, text }: AlgorithmView): Readonly<Record<string, Json | undefined>> {
  return {
    models: models.map(({ manifest }) => manifest.title),
    model_name: models.map(({ manifest }) => manifest.title),
    model_version: models.map(({ version }) => String(version)),
    model_task: text('model_task'),
    model_input: text('model_input'),
    model_output: text('model_output'),
    model_architecture: text('model_architecture'),
    model_performance: [text('performance'), ...models.map(({ manifest }) => performanceOf(manifest))]
      .filter(Boolean)
      .join('\n'),
    datasets: datasets.map(({ details }) => details.title),
    dataset_purposes: text('dataset_purposes'),
  };
}

function dataOf({ datasets, text }: AlgorithmView): Readonly<Record<string, Json | undefined>> {
  const titles = datasets.map(({ details }) => details.title).join(', ');
  return {
    source_data_name: text('source_data_title') ?? (titles === '' ? undefined : titles),
    data_description: text('source_data'),
    source_data_url: text('source_data_link'),
  };
}
