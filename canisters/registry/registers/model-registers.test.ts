import { toHex } from '@indus/kit/bytes';
import { decodeRecord } from '@indus/kit/record-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../registry-fixture.ts';
import type { Scene } from '../registry-fixture.ts';
import { checkWitness } from '../witness-check.ts';
import { Model, ModelManifest, STAGES } from './model.ts';
import type { StageName } from './model.ts';
import { listStages, productionAt, readRegister } from './read-register.ts';
import { registerModel } from './register-model.ts';
import {
  addModel,
  CARD,
  DEVELOPER,
  evaluation,
  hashOf,
  manifest,
  moveTo,
  NEIGHBOUR,
  newModel,
  OFFICER,
  peopledScene,
} from './registers-fixture.ts';
import { rollBackModel, setStage } from './set-stage.ts';
import { ProductionInterval, StageInterval } from './stage-interval.ts';
import { productionKey } from './stage-history.ts';
import { versionKey } from './versioned-register.ts';

const SECOND = 1_000_000_000n;

function tryMove(scene: Scene, version: number, stage: StageName) {
  const named = { [stage]: null } as unknown as Model['stage'];
  return refusalOf(() =>
    setStage(scene.registry, scene.env(OFFICER), { model: 1n, version, stage: named, reason: 'test' }),
  );
}

describe('a model on record', () => {
  it('is one manifest of weights and card, whose hash another card or other weights change', () => {
    const scene = peopledScene();
    const made = addModel(scene);
    expect(toHex(made.manifest_sha256)).toBe(toHex(hashOf(made.manifest)));
    expect(decodeRecord<ModelManifest>(ModelManifest, made.manifest)).toMatchObject({
      weights_sha256: hashOf('weights'),
      card_sha256: hashOf(CARD),
    });
    const edited = newModel({ card: `${CARD} ` });
    expect(refusalOf(() => registerModel(scene.registry, scene.env(DEVELOPER), edited))).toMatchObject({
      Invalid: { field: 'card' },
    });
    const other = addModel(scene, { card: 'x', manifest: manifest({ card_sha256: hashOf('x') }) });
    expect(toHex(other.manifest_sha256)).not.toBe(toHex(made.manifest_sha256));
  });

  it('keeps its earlier versions, and proves which one is the newest', () => {
    const scene = peopledScene();
    addModel(scene);
    addModel(scene, { model: [1n], manifest: manifest({ weights_sha256: hashOf('new weights') }) });
    const register = { models: null };
    const newest = readRegister(scene.registry, scene.env(), { register, id: 1n, version: [] });
    const witness = checkWitness(newest.proof);
    expect(witness.root).toBe(toHex(scene.certified));
    const value = hashOf(newest.found[0] as Uint8Array);
    expect(witness.at('models', versionKey(1n, 2))).toEqual({ status: 'found', value });
    expect(witness.at('models', versionKey(1n, 3))).toEqual({ status: 'absent' });
    const first = readRegister(scene.registry, scene.env(), { register, id: 1n, version: [1] });
    expect(decodeRecord<Model>(Model, first.found[0] as Uint8Array).version).toBe(1);
    const none = readRegister(scene.registry, scene.env(), { register, id: 9n, version: [] });
    expect(none.found).toEqual([]);
    expect(checkWitness(none.proof).at('models', versionKey(9n, 1))).toEqual({ status: 'absent' });
  });

  it.each([
    ['someone of another organisation', NEIGHBOUR, newModel(), 'RoleRequired'],
    ['an officer', OFFICER, newModel(), 'RoleRequired'],
    ['an unknown organisation', DEVELOPER, newModel({ organisation: 9n }), 'OrganisationNotFound'],
    ['an unknown model', DEVELOPER, newModel({ model: [9n] }), 'RecordNotFound'],
    ['an unknown dataset', DEVELOPER, datasetsOf({ id: 1n, version: 1 }), 'RecordNotFound'],
    ['a short hash', DEVELOPER, of({ weights_sha256: new Uint8Array(31) }), 'Invalid'],
    ['no language', DEVELOPER, of({ languages: [] }), 'Invalid'],
    ['a language twice', DEVELOPER, of({ languages: ['urd', 'urd'] }), 'Invalid'],
    ['a measurement twice', DEVELOPER, of({ evaluation: [evaluation('urd'), evaluation('urd')] }), 'Invalid'],
    ['no weights', DEVELOPER, of({ weights_size: 0n }), 'Invalid'],
    ['not a number', DEVELOPER, of({ evaluation: [{ ...evaluation('urd'), value: NaN }] }), 'Invalid'],
    [
      'a short signature',
      DEVELOPER,
      newModel({ builder: [{ public_key: new Uint8Array(32), signature: new Uint8Array(63) }] }),
      'Invalid',
    ],
  ])('is refused for %s, and nothing is changed', (_, caller, request, expected) => {
    const scene = peopledScene();
    const { writes } = scene.registry;
    const refusal = refusalOf(() => registerModel(scene.registry, scene.env(caller), request));
    expect(Object.keys(refusal ?? {})).toEqual([expected]);
    expect(scene.registry.writes).toBe(writes);
  });

  function of(over: Partial<ModelManifest>) {
    return newModel({ manifest: manifest(over) });
  }

  function datasetsOf(...datasets: ModelManifest['datasets']) {
    return of({ datasets });
  }
});

describe('stages', () => {
  it('let a version into production only when every language was measured, for a high risk by groups too', () => {
    const scene = peopledScene();
    addModel(scene, { manifest: manifest({ languages: ['urd', 'pus'] }) });
    moveTo(scene, 1n, 1, 'staging');
    expect(tryMove(scene, 1, 'production')).toEqual({
      EvaluationMissing: { model: 1n, version: 1, languages: ['pus'] },
    });
    const risk = { risk_class: { high: null } } as const;
    addModel(scene, { model: [1n], manifest: manifest(risk) });
    moveTo(scene, 1n, 2, 'staging');
    expect(tryMove(scene, 2, 'production')).toMatchObject({ EvaluationMissing: { languages: ['urd'] } });
    const measured = [evaluation('urd'), evaluation('urd', 'women')];
    addModel(scene, { model: [1n], manifest: manifest({ ...risk, evaluation: measured }) });
    moveTo(scene, 1n, 3, 'staging', 'production');
    expect(scene.registry.registers.history.inProduction(1n)).toBe(3);
  });

  it('go only along the ways there are', () => {
    const scene = peopledScene();
    addModel(scene);
    expect(tryMove(scene, 1, 'production')).toEqual({
      StageRefused: { model: 1n, version: 1, stage: { draft: null } },
    });
    expect(tryMove(scene, 1, 'draft')).toHaveProperty('StageRefused');
    moveTo(scene, 1n, 1, 'retired');
    expect(tryMove(scene, 1, 'production')).toHaveProperty('StageRefused');
    expect(tryMove(scene, 2, 'staging')).toHaveProperty('RecordNotFound');
  });

  it('roll back to the version that was in production before, and refuse when there was none', () => {
    const scene = peopledScene();
    for (const model of [[], [1n], [1n]] as ([] | [bigint])[]) addModel(scene, { model });
    const rollBack = () =>
      rollBackModel(scene.registry, scene.env(OFFICER), { model: 1n, reason: 'worse answers' });
    expect(refusalOf(rollBack)).toEqual({ NothingToRollBack: { model: 1n } });
    moveTo(scene, 1n, 1, 'staging', 'production');
    expect(refusalOf(rollBack)).toEqual({ NothingToRollBack: { model: 1n } });
    moveTo(scene, 1n, 2, 'staging', 'production');
    expect(rollBack()).toMatchObject({ version: 1, stage: { production: null } });
    expect(scene.registry.registers.models.get(1n, 2)?.stage).toEqual({ retired: null });
    expect(rollBack()).toMatchObject({ version: 2 });
  });

  it('answer which version was in production at a time, with proof, to the nanosecond', () => {
    const scene = peopledScene();
    const born = scene.nowNs;
    addModel(scene);
    addModel(scene, { model: [1n] });
    scene.nowNs += SECOND;
    const first = scene.nowNs;
    moveTo(scene, 1n, 1, 'staging', 'production');
    scene.nowNs += SECOND;
    const second = scene.nowNs;
    moveTo(scene, 1n, 2, 'staging', 'production');
    const at = (at_ns: bigint) => {
      const answer = productionAt(scene.registry, scene.env(), { model: 1n, at_ns });
      const witness = checkWitness(answer.proof);
      expect(witness.root).toBe(toHex(scene.certified));
      const [record] = answer.found;
      const interval = decodeRecord<ProductionInterval>(ProductionInterval, record as Uint8Array);
      expect(witness.at('production', productionKey(1n, interval.sequence))).toEqual({
        status: 'found',
        value: hashOf(record as Uint8Array),
      });
      return interval;
    };
    expect(at(born - 1n)).toMatchObject({ sequence: 0, from_ns: born });
    expect(at(born).version).toEqual([]);
    expect(at(first - 1n).version).toEqual([]);
    expect(at(first).version).toEqual([1]);
    expect(at(second - 1n).version).toEqual([1]);
    expect(at(second)).toMatchObject({ version: [2], to_ns: [] });
    const none = productionAt(scene.registry, scene.env(), { model: 2n, at_ns: second });
    expect(none.found).toEqual([]);
    expect(checkWitness(none.proof).at('production', productionKey(2n, 0))).toEqual({ status: 'absent' });
  });

  it('cover all time from registration on without overlap or gap, whatever is done', () => {
    const step = fc.record({
      version: fc.integer({ min: 1, max: 3 }),
      stage: fc.constantFrom(...STAGES, 'back' as const),
      wait: fc.bigInt({ min: 0n, max: 3n }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const scene = peopledScene();
        const born = scene.nowNs;
        for (const model of [[], [1n], [1n]] as ([] | [bigint])[]) addModel(scene, { model });
        const inProduction: [bigint, number | undefined][] = [];
        for (const { version, stage, wait } of steps) {
          scene.nowNs += wait;
          if (stage !== 'back') tryMove(scene, version, stage);
          else
            refusalOf(() => rollBackModel(scene.registry, scene.env(OFFICER), { model: 1n, reason: 'back' }));
          const standing = [1, 2, 3].filter((number) => {
            return 'production' in (scene.registry.registers.models.get(1n, number) as Model).stage;
          });
          expect(standing.length).toBeLessThan(2);
          inProduction.push([scene.nowNs, standing[0]]);
        }
        expectCover(intervalsOf(scene), born);
        for (const version of [1, 2, 3]) expectCover(stagesOf(scene, version), born);
        for (const [index, [at, version]] of inProduction.entries()) {
          if (inProduction[index + 1]?.[0] === at) continue;
          const found = productionAt(scene.registry, scene.env(), { model: 1n, at_ns: at }).found[0];
          const interval = decodeRecord<ProductionInterval>(ProductionInterval, found as Uint8Array);
          expect(interval.version[0]).toBe(version);
        }
      }),
      { numRuns: 25 },
    );
  });

  function intervalsOf(scene: Scene): ProductionInterval[] {
    const { history } = scene.registry.registers;
    return Array.from({ length: history.productionsOf(1n) }, (_, at) => history.production(1n, at));
  }

  function stagesOf(scene: Scene, version: number): StageInterval[] {
    const all: StageInterval[] = [];
    let cursor: [] | [Uint8Array] = [];
    do {
      const page = listStages(scene.registry, scene.env(), { model: 1n, version, cursor, limit: 2 });
      all.push(...page.records.map((record) => decodeRecord<StageInterval>(StageInterval, record)));
      cursor = page.next;
    } while (cursor.length > 0);
    return all;
  }

  function expectCover(intervals: readonly (StageInterval | ProductionInterval)[], born: bigint): void {
    expect(intervals[0]?.from_ns).toBe(born);
    for (const [at, interval] of intervals.entries()) {
      const next = intervals[at + 1];
      expect(interval.to_ns).toEqual(next === undefined ? [] : [next.from_ns]);
      expect(interval.sequence).toBe(at);
    }
  }
});
