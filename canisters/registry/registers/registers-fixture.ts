import type { RoleName } from '@indus/kit/directory-feed';
import { sha256 } from '@indus/kit/sha256';
import { details, person, Scene } from '../registry-fixture.ts';
import type { AlgorithmDetails } from './algorithm.ts';
import { ALGORITHM_FIELDS } from './algorithm-fields.ts';
import type { DatasetDetails } from './dataset.ts';
import type { DependencyDetails } from './dependency.ts';
import type { Evaluation, Model, ModelManifest, RegisterModel, StageName } from './model.ts';
import { registerDataset } from './register-dataset.ts';
import { registerModel } from './register-model.ts';
import { setStage } from './set-stage.ts';

/** Persons 11 to 14 have these roles in organisation 1, person 21 is developer and officer in organisation 2. */
export const DEVELOPER = person(11);
export const OFFICER = person(12);
export const AUDITOR = person(13);
export const PROTECTION = person(14);
export const NEIGHBOUR = person(21);

const DAY_NS = 24n * 60n * 60n * 1_000_000_000n;
const YEAR_NS = 365n * DAY_NS;

/** SHA-256 of bytes, or of text in UTF-8. */
export function hashOf(content: string | Uint8Array): Uint8Array {
  return sha256(typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

/** A registry with two organisations whose people have roles. */
export function peopledScene(): Scene {
  const scene = new Scene();
  scene.system.nowNs = 1_000n * DAY_NS;
  scene.admit(details(1));
  scene.admit(details(2));
  const grant = (organisation: bigint, member: ReturnType<typeof person>, ...roles: RoleName[]): void => {
    const held = roles.map((role) => ({ [role]: null }) as never);
    scene.registry.members.put({ organisation, member, roles: held, changed_at_ns: scene.nowNs });
  };
  grant(1n, DEVELOPER, 'developer');
  grant(1n, OFFICER, 'officer');
  grant(1n, AUDITOR, 'auditor');
  grant(1n, PROTECTION, 'data_protection');
  grant(2n, NEIGHBOUR, 'officer', 'developer');
  return scene;
}

export function datasetDetails(over: Partial<DatasetDetails> = {}): DatasetDetails {
  return {
    title: 'Crop reports of the Indus plain',
    description: 'Reports of extension workers,\none a field and season.',
    sha256: hashOf('data'),
    licence: 'CC-BY-4.0',
    consent_basis: { consent: null },
    consent_details: 'Form 7 of the department.',
    residency: 'PK',
    languages: [{ language: 'urd', records: 900n }],
    ...over,
  };
}

export function evaluation(language: string, group?: string): Evaluation {
  return {
    language,
    group: group === undefined ? [] : [group],
    metric: 'accuracy',
    value: 0.91,
    samples: 500n,
  };
}

export const CARD = '# Crop advice\nTrained on field reports.';

export function manifest(over: Partial<ModelManifest> = {}): ModelManifest {
  return {
    title: 'Crop advice',
    weights_sha256: hashOf('weights'),
    weights_size: 4_096n,
    card_sha256: hashOf(CARD),
    format: { onnx: null },
    licence: 'Apache-2.0',
    datasets: [],
    languages: ['urd'],
    evaluation: [evaluation('urd')],
    intended_use: 'Advice to farmers.',
    limits: 'Not for insurance.',
    risk_class: { limited: null },
    ...over,
  };
}

export function newModel(over: Partial<RegisterModel> = {}): RegisterModel {
  return { organisation: 1n, model: [], manifest: manifest(), card: CARD, builder: [], ...over };
}

export function algorithmDetails(over: Partial<AlgorithmDetails> = {}): AlgorithmDetails {
  const texts: Readonly<Record<string, string>> = { language: 'urd', certificate_expiry_date: '2030-01-01' };
  const links = (code: string): boolean => code.endsWith('_link') || code === 'website';
  const textOf = (code: string): string =>
    texts[code] ?? (links(code) ? `https://works.gov.pk/${code}` : `Text of ${code}.`);
  return {
    title: 'Crop loss assessment',
    risk_class: { high: null },
    category: { high_risk_ai: null },
    models: [],
    fields: Object.keys(ALGORITHM_FIELDS).map((code) => ({ code, text: textOf(code) })),
    suppliers: [
      { name: 'Indus Analytics', country: 'PK', role: 'builds the model', company_number: ['0012345'] },
    ],
    cost_pkr: [12_000_000n],
    begin: ['2026-11'],
    review_by_ns: 1_000n * DAY_NS + YEAR_NS,
    ...over,
  };
}

export function dependencyDetails(over: Partial<DependencyDetails> = {}): DependencyDetails {
  return {
    title: 'Maps in the crop app',
    canister: [],
    provider: 'Example Maps Inc.',
    country: 'US',
    endpoint: 'https://maps.example.com/v1',
    data_classes: [{ public: null }, { personal: null }],
    criticality: { high: null },
    exit_plan: [],
    ...over,
  };
}

/** Puts a dataset on record and answers its id. */
export function addDataset(scene: Scene, over: Partial<DatasetDetails> = {}): bigint {
  const request = { organisation: 1n, dataset: [] as [], details: datasetDetails(over) };
  return registerDataset(scene.registry, scene.env(DEVELOPER), request).id;
}

/** Puts a model on record. */
export function addModel(scene: Scene, over: Partial<RegisterModel> = {}): Model {
  return registerModel(scene.registry, scene.env(DEVELOPER), newModel(over));
}

/** Moves a version of a model. */
export function moveTo(scene: Scene, model: bigint, version: number, ...stages: StageName[]): void {
  for (const stage of stages) {
    const named = { [stage]: null } as unknown as Model['stage'];
    setStage(scene.registry, scene.env(OFFICER), { model, version, stage: named, reason: 'test' });
  }
}
