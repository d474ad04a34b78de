import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { changeRegister, encodeManifest } from '@indus/client';
import type { registry as candid, Registry } from '@indus/client';
import { ALGORITHM_TEXTS } from './algorithm-texts.ts';
import { person, startTimedRegistry } from './timed-registry.ts';
import type { TimedRegistry } from './timed-registry.ts';

/** Numbers of people. */
export const [ADMIN, AUDITOR] = [11, 14];
const [DEVELOPER, OFFICER] = [12, 13];
/** The card of every model here. */
export const CARD = '# Crop loss\nMeasured in two languages.';
/** The weights of every model here. */
export const WEIGHTS = new TextEncoder().encode('weights');
/** SHA-256. */
export const hash = (bytes: Uint8Array | string) =>
  Uint8Array.from(createHash('sha256').update(bytes).digest());

/** A registry with one organisation and its people. */
export interface RegistersScene {
  readonly network: TimedRegistry;
  readonly owner: bigint;
  readonly developer: Registry;
  readonly officer: Registry;
  readonly anyone: Registry;
}

/** Starts it. */
export async function startRegisters(): Promise<RegistersScene> {
  const network = await startTimedRegistry();
  const owner = await network.admit(1, ADMIN);
  for (const [member, role] of [
    [DEVELOPER, { developer: null }],
    [OFFICER, { officer: null }],
    [AUDITOR, { auditor: null }],
  ] as const)
    await network.enact({ grant_role: { organisation: owner, member: person(member), role } });
  return {
    network,
    owner,
    developer: network.as(DEVELOPER),
    officer: network.as(OFFICER),
    anyone: network.as(),
  };
}

/** A measurement. */
export const measured = (
  language: string,
  group: [] | [string],
): candid.ModelManifest['evaluation'][number] => ({
  language,
  group,
  metric: 'f1',
  value: 0.875,
  samples: 400n,
});

function manifestOf(dataset: bigint, over: Partial<candid.ModelManifest> = {}): candid.ModelManifest {
  return {
    title: 'Crop loss model',
    weights_sha256: hash(WEIGHTS),
    weights_size: BigInt(WEIGHTS.length),
    card_sha256: hash(CARD),
    format: { onnx: null },
    licence: 'Apache-2.0',
    datasets: [{ id: dataset, version: 1 }],
    languages: ['urd', 'snd'],
    evaluation: ['urd', 'snd'].flatMap((language) => [measured(language, []), measured(language, ['women'])]),
    intended_use: 'Assessment of crop loss.',
    limits: 'Not for forests.',
    risk_class: { high: null },
    ...over,
  };
}

/** Puts a dataset on record. */
export async function addDataset({ developer, owner }: RegistersScene, title: string): Promise<bigint> {
  const details = {
    title,
    description: 'Reports of extension workers.',
    sha256: hash(title),
    licence: 'CC-BY-4.0',
    consent_basis: { consent: null },
    consent_details: 'Form 7.',
    residency: 'PK',
    languages: [{ language: 'urd', records: 900n }],
  };
  const made = await changeRegister(developer, 'register_dataset', {
    organisation: owner,
    dataset: [],
    details,
  });
  return made.id;
}

/** Puts a model on record, with a builder's signature by Node's own hand. */
export async function addModel(
  { developer, owner }: RegistersScene,
  dataset: bigint,
  model: [] | [bigint] = [],
  over: Partial<candid.ModelManifest> = {},
) {
  const manifest = manifestOf(dataset, over);
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const key = createPrivateKey({
    key: Buffer.concat([prefix, Buffer.alloc(32, 7)]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const signature = Uint8Array.from(sign(null, encodeManifest(manifest), key));
  const builder = { public_key: Uint8Array.from(spki.subarray(-32)), signature };
  const request = {
    organisation: owner,
    model,
    manifest,
    card: CARD,
    builder: [builder] as [typeof builder],
  };
  return changeRegister(developer, 'register_model', request);
}

/** Moves a version of a model. */
export async function move(
  { officer }: RegistersScene,
  model: bigint,
  version: number,
  ...stages: string[]
): Promise<void> {
  for (const stage of stages) {
    const named = { [stage]: null } as unknown as candid.Stage;
    await changeRegister(officer, 'set_stage', { model, version, stage: named, reason: 'measured' });
  }
}

/** Who puts algorithms on record, for whom, and when. */
export interface AlgorithmScene extends Pick<RegistersScene, 'owner' | 'officer'> {
  readonly network: { readonly subnet: { readonly timeNs: bigint } };
}

function algorithmOf(
  { network }: AlgorithmScene,
  over: Partial<candid.AlgorithmDetails> = {},
): candid.AlgorithmDetails {
  return {
    title: 'Crop loss assessment',
    risk_class: { high: null },
    category: { high_risk_ai: null },
    models: [],
    fields: Object.entries(ALGORITHM_TEXTS).map(([code, text]) => ({ code, text })),
    suppliers: [
      { name: 'Indus Analytics', country: 'PK', role: 'builds the model', company_number: ['0012345'] },
    ],
    cost_pkr: [12_000_000n],
    begin: ['2026-11'],
    review_by_ns: network.subnet.timeNs + 30n * 24n * 3_600_000_000_000n,
    ...over,
  };
}

/** Puts an algorithm on record. */
export async function addAlgorithm(
  scene: AlgorithmScene,
  over: Partial<candid.AlgorithmDetails> = {},
): Promise<bigint> {
  const request = { organisation: scene.owner, algorithm: [] as [], details: algorithmOf(scene, over) };
  return (await changeRegister(scene.officer, 'register_algorithm', request)).id;
}
