import { createHash } from 'node:crypto';
import {
  changeRegister,
  grantRole,
  openRegistry,
  type registry,
  type Registry,
  RegistryRefused,
} from '@indus/client';
import { algorithmDetails } from './demonstration-algorithm.ts';
import type { Seeding } from './seed-registry.ts';

const DAY_NS = 86_400_000_000_000n;
const CARD = `# Scholarship need score (demonstration)
A sum of five weighted answers, made for this demonstration. It was measured on invented applications.
Not to be used for anything.`;
const WEIGHTS = 'Weights of a model that does not exist (demonstration)';
const LANGUAGES = ['urd', 'snd', 'eng'];

/** What is on record. */
export interface SeededRegisters {
  readonly algorithm: bigint;
}

/**
 * Puts a dataset, a model, an algorithm that decides and two foreign dependencies of an organisation on record, as its
 * administrator, who is the first approver. Keys make it safe to repeat for a day.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function seedRegisters(
  { canisterId, approvers }: Seeding,
  organisation: bigint,
): Promise<SeededRegisters | undefined> {
  const [admin] = approvers;
  if (!admin) return undefined;
  const office = openRegistry(admin, canisterId);
  const member = admin.principal;
  for (const role of [{ developer: null }, { officer: null }]) {
    await unless(['RoleAlreadyGranted'], () => grantRole(office, { organisation, member, role }));
  }
  const dataset = await addDataset(office, organisation);
  const model = await addModel(office, organisation, dataset);
  for (const stage of [{ staging: null }, { production: null }]) {
    await unless(['StageRefused'], () =>
      changeRegister(office, 'set_stage', { model, version: 1, stage, reason: 'Demonstration: measured' }),
    );
  }
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  const details = algorithmDetails(model, nowNs + 180n * DAY_NS);
  const registered = await changeRegister(
    office,
    'register_algorithm',
    { organisation, algorithm: [], details: { ...details, review_by_ns: midnight(details.review_by_ns) } },
    keyOf('algorithm'),
  );
  await unless(['StateRefused'], () =>
    changeRegister(office, 'publish_algorithm', { algorithm: registered.id, version: 1 }),
  );
  await addDependencies(office, organisation);
  return { algorithm: registered.id };
}

async function addDataset(office: Registry, organisation: bigint): Promise<bigint> {
  const details: registry.DatasetDetails = {
    title: 'Applications for scholarships (demonstration)',
    description: 'Invented applications of students, made for this demonstration.',
    sha256: hash('Applications for scholarships (demonstration)'),
    licence: 'CC0-1.0',
    consent_basis: { statute: null },
    consent_details: 'Demonstration Act, section 4',
    residency: 'PK',
    languages: LANGUAGES.map((language) => ({ language, records: 400n })),
  };
  const request = { organisation, dataset: [] as [], details };
  return (await changeRegister(office, 'register_dataset', request, keyOf('dataset'))).id;
}

async function addModel(office: Registry, organisation: bigint, dataset: bigint): Promise<bigint> {
  const manifest: registry.ModelManifest = {
    title: 'Scholarship need score (demonstration)',
    weights_sha256: hash(WEIGHTS),
    weights_size: BigInt(WEIGHTS.length),
    card_sha256: hash(CARD),
    format: { onnx: null },
    licence: 'Apache-2.0',
    datasets: [{ id: dataset, version: 1 }],
    languages: LANGUAGES,
    evaluation: LANGUAGES.map((language) => ({
      language,
      group: [] as [],
      metric: 'agreement',
      value: 0.87,
      samples: 400n,
    })),
    intended_use: 'Demonstration: orders applications for scholarships by need.',
    limits: 'Demonstration: not for any decision about a real person.',
    risk_class: { limited: null },
  };
  const request = { organisation, model: [] as [], manifest, card: CARD, builder: [] as [] };
  return (await changeRegister(office, 'register_model', request, keyOf('model'))).id;
}

async function addDependencies(office: Registry, organisation: bigint): Promise<void> {
  const dependencies: readonly registry.DependencyDetails[] = [
    {
      title: 'Delivery of text messages (demonstration)',
      canister: [],
      provider: 'Example Messaging Inc. (demonstration)',
      country: 'US',
      endpoint: 'https://messages.example/v1',
      data_classes: [{ personal: null }],
      criticality: { medium: null },
      exit_plan: [{ plan: 'Demonstration: move to a national operator.', days: 90 }],
    },
    {
      title: 'Maps of schools (demonstration)',
      canister: [],
      provider: 'Example Maps Ltd. (demonstration)',
      country: 'GB',
      endpoint: 'https://maps.example/tiles',
      data_classes: [{ public: null }],
      criticality: { low: null },
      exit_plan: [],
    },
  ];
  for (const details of dependencies) {
    const request = { organisation, dependency: [] as [], details };
    await changeRegister(office, 'put_dependency', request, keyOf(details.provider));
  }
}

/** Passes over refusals that say that it was done before. */
async function unless(refusals: readonly string[], call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof RegistryRefused && refusals.some((refusal) => refusal in error.error)))
      throw error;
  }
}

/** The same all day, so that a repeated request is the same. */
function midnight(ns: bigint): bigint {
  return ns - (ns % DAY_NS);
}

function keyOf(name: string): { readonly idempotencyKey: Uint8Array } {
  return { idempotencyKey: new TextEncoder().encode(`demonstration ${name}`) };
}

function hash(text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
