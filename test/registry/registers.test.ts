import { readFile } from 'node:fs/promises';
import {
  attestBuild,
  changeRegister,
  explainSovereignty,
  listStages,
  productionAt,
  readDocument,
  readOutcomes,
  readRegister,
  registerCanister,
  searchRegister,
  verifyModel,
  verifyModelFiles,
} from '@indus/client';
import type { registry as candid, Registry } from '@indus/client';
import Ajv from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addAlgorithm,
  addDataset,
  addModel,
  ADMIN,
  AUDITOR,
  CARD,
  hash,
  measured,
  move,
  startRegisters,
  WEIGHTS,
} from './registers-scene.ts';
import type { RegistersScene } from './registers-scene.ts';
import { answerOf, emptyModule, person } from './timed-registry.ts';
import type { TimedRegistry } from './timed-registry.ts';

const [BUILDER_A, BUILDER_B] = [21, 22];
const HOUR_MS = 3_600_000;

let scene: RegistersScene;
let network: TimedRegistry;
let owner: bigint;
let developer: Registry;
let officer: Registry;
let anyone: Registry;

beforeAll(async () => {
  scene = await startRegisters();
  ({ network, owner, developer, officer, anyone } = scene);
});
afterAll(() => network.subnet.stop());

describe('models on a subnet', () => {
  it('are signed as a whole, staged, rolled back, and proven at every time', async () => {
    const dataset = await addDataset(scene, 'Field reports');
    const { id } = await addModel(scene, dataset);
    const { value } = await readRegister(anyone, 'models', id);
    const manifest = verifyModel(value!);
    verifyModelFiles(manifest, { weights: WEIGHTS, card: CARD });
    expect(() => verifyModelFiles(manifest, { card: `${CARD}.` })).toThrow('card');
    expect(() => verifyModel({ ...value!, card: `${CARD}.` })).toThrow('card');
    const [builder] = value!.builder;
    const forged = { ...builder!, signature: Uint8Array.from(builder!.signature, (byte) => byte ^ 1) };
    expect(() => verifyModel({ ...value!, builder: [forged] })).toThrow('signature');

    await move(scene, id, 1, 'staging', 'production');
    const staged = await listStages(anyone, id, 1);
    const first = staged.values.at(-1)!.from_ns;
    await network.advance(1_000);
    await addModel(scene, dataset, [id], { title: 'Crop loss model 2' });
    await move(scene, id, 2, 'staging', 'production');
    await network.advance(1_000);
    expect((await productionAt(anyone, id, first)).value?.version).toEqual([1]);
    expect((await productionAt(anyone, id, first - 1n)).value?.version).toEqual([]);
    const { value: now } = await productionAt(anyone, id, network.subnet.timeNs);
    expect(now).toMatchObject({ version: [2], to_ns: [] });
    await network.advance(1_000);
    await changeRegister(officer, 'roll_back_model', { model: id, reason: 'worse' });
    await network.advance(1_000);
    expect((await productionAt(anyone, id, network.subnet.timeNs)).value?.version).toEqual([1]);
    expect((await productionAt(anyone, id, 1n)).value).toBeUndefined();
    const stages = await listStages(anyone, id, 1, { limit: 3 });
    expect(stages.values.map(({ stage }) => Object.keys(stage)[0])).toEqual([
      'draft',
      'staging',
      'production',
    ]);
    expect(stages.next).toBeDefined();
    expect((await readRegister(anyone, 'models', id, 1)).value?.version).toBe(1);
    expect((await readRegister(anyone, 'models', id, 9)).value).toBeUndefined();
    expect((await readRegister(anyone, 'models', 99n)).value).toBeUndefined();
  });

  it('stay out of production while a language was not measured', async () => {
    const dataset = await addDataset(scene, 'Reports in one language');
    const { id } = await addModel(scene, dataset, [], {
      evaluation: [measured('urd', []), measured('urd', ['women'])],
    });
    await move(scene, id, 1, 'staging');
    await expect(move(scene, id, 1, 'production')).rejects.toThrow('EvaluationMissing');
  });

  it('are flagged when their data is withdrawn', async () => {
    const dataset = await addDataset(scene, 'Withdrawn reports');
    const { id } = await addModel(scene, dataset);
    await changeRegister(officer, 'withdraw_dataset', { dataset, reason: 'consent was not valid' });
    expect((await readRegister(anyone, 'models', id)).value?.flags).toMatchObject([{ dataset }]);
    expect((await searchRegister(anyone, 'datasets', { status: 'withdrawn' })).values).toMatchObject([
      { id: dataset },
    ]);
  });

  it('are found by anyone, page by page', async () => {
    const first = await searchRegister(anyone, 'models', { text: 'CROP', limit: 2 });
    expect(first.values).toHaveLength(2);
    const rest = await searchRegister(anyone, 'models', { text: 'CROP', limit: 2, cursor: first.next! });
    expect(rest.values.map(({ id }) => id)).toEqual([3n]);
    expect((await searchRegister(anyone, 'models', { organisation: 99n })).values).toEqual([]);
  });
});

describe('algorithms on a subnet', () => {
  let algorithm: bigint;

  it('form one chain: version, model hash, decisions and what was overturned', async () => {
    const { value: model } = await readRegister(anyone, 'models', 1n, 1);
    algorithm = await addAlgorithm(scene, { models: [{ id: 1n, version: 1 }] });
    await changeRegister(officer, 'publish_algorithm', { algorithm, version: 1 });
    const { value } = await readRegister(anyone, 'algorithms', algorithm, 1);
    expect(value).toMatchObject({ state: { live: null }, details: { models: [{ id: 1n, version: 1 }] } });
    expect(verifyModel(model!).weights_sha256).toEqual(hash(WEIGHTS));

    const module = emptyModule('decisions');
    const source = { repository: 'https://code.gov.pk/tax', commit: 'a'.repeat(40), module: 'decisions' };
    const canister = await network.subnet.setupCanister(module, { sender: person(ADMIN) });
    const declaration = {
      source,
      recipe: 'npm run build',
      expected_sha256: hash(module),
      controllers: [person(ADMIN)],
      critical: false,
    };
    const vault = network.asPrincipal(canister);
    const counts = { algorithm, version: 1, decisions: 200n, appeals: 8n, overturned: 2n };
    await registerCanister(network.as(ADMIN), { organisation: owner, canister, declaration });
    await expect(changeRegister(vault, 'report_outcomes', counts)).rejects.toThrow('ReporterNotVerified');
    for (const [at, builder] of [BUILDER_A, BUILDER_B].entries()) {
      const organisation = await network.admit(at + 2, 30 + at);
      await network.enact({ register_builder: { organisation, builder: person(builder) } });
      await attestBuild(network.as(builder), { source, sha256: hash(module) });
    }
    await network.advance(HOUR_MS + 1_000);
    await changeRegister(vault, 'report_outcomes', counts);
    await expect(changeRegister(vault, 'report_outcomes', { ...counts, decisions: 199n })).rejects.toThrow(
      'decisions',
    );
    expect((await readOutcomes(anyone, algorithm, 1)).value).toMatchObject({
      decisions: 200n,
      overturned_per_million_appeals: 250_000,
      overturned_per_million_decisions: 10_000,
    });
    expect((await readOutcomes(anyone, algorithm, 2)).value).toBeUndefined();
  });

  it.each([
    ['annex-viii', 'annex-viii'],
    ['atrs', 'atrs-3.0'],
    ['algoritmeregister', 'algoritmeregister-1.0'],
  ])('are exported as %s in the published shape', async (format, schema) => {
    const text = await readFile(new URL(`schemas/${schema}.schema.json`, import.meta.url), 'utf8');
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(text) as object);
    const { value } = await readDocument(anyone, `algorithms-${algorithm}-1.${format}.json`);
    const exported = JSON.parse(value!) as Record<string, unknown>;
    expect([validate(exported), validate.errors]).toEqual([true, null]);
    for (const field of Object.keys(exported)) {
      const required = (JSON.parse(text) as { required: string[] }).required.includes(field);
      const { [field]: _, ...rest } = exported;
      expect(validate(rest)).toBe(!required);
    }
  });

  it('of high risk are stale past their review, and others are told', async () => {
    const id = await addAlgorithm(scene, {
      review_by_ns: network.subnet.timeNs + BigInt(HOUR_MS) * 1_000_000n,
    });
    await changeRegister(officer, 'publish_algorithm', { algorithm: id, version: 1 });
    const told = async () => {
      const { changes } = answerOf(await anyone.service.read_directory({ after: 0n, limit: 200 }));
      return changes
        .flatMap(({ entry }) => ('algorithm' in entry ? [entry.algorithm] : []))
        .find((one) => one.id === id);
    };
    expect((await told())?.state).toEqual({ live: null });
    await network.advance(HOUR_MS + 1_000);
    expect((await told())?.state).toEqual({ stale: null });
    expect((await readRegister(anyone, 'algorithms', id)).value?.state).toEqual({ stale: null });
    const review_by_ns = network.subnet.timeNs + BigInt(HOUR_MS) * 1_000_000n;
    await changeRegister(network.as(AUDITOR), 'review_algorithm', {
      algorithm: id,
      version: 1,
      review_by_ns,
    });
    expect((await told())?.state).toEqual({ live: null });
  });
});

describe('foreign dependencies on a subnet', () => {
  it('make the figure, line by line', async () => {
    expect((await explainSovereignty(anyone, owner)).value).toBeUndefined();
    const details: candid.DependencyDetails = {
      title: 'Maps',
      canister: [],
      provider: 'Example Maps Inc.',
      country: 'US',
      endpoint: 'https://maps.example.com',
      data_classes: [{ personal: null }],
      criticality: { critical: null },
      exit_plan: [{ plan: 'Own maps.', days: 60 }],
    };
    const { id } = await changeRegister(developer, 'put_dependency', {
      organisation: owner,
      dependency: [],
      details,
    });
    const { value } = await explainSovereignty(anyone, owner);
    expect(value).toMatchObject({
      figure: 8_500,
      preference: 850,
      lines: [{ dependency: id, points: 1_500 }],
    });
    await changeRegister(officer, 'end_dependency', { dependency: id, reason: 'own maps' });
    expect((await explainSovereignty(anyone, owner)).value?.figure).toBe(10_000);
  });
});
