import { toHex } from '@indus/kit/bytes';
import { describe, expect, it } from 'vitest';
import { person, refusalOf } from '../registry-fixture.ts';
import type { Scene } from '../registry-fixture.ts';
import { missingFields } from './algorithm-fields.ts';
import type { Algorithm, AlgorithmDetails } from './algorithm.ts';
import { REVIEW_AHEAD_NS_MAX } from './limits.ts';
import { outcomesOf } from './outcomes.ts';
import { endDependency, putDependency } from './put-dependency.ts';
import { explainSovereignty } from './read-register.ts';
import {
  publishAlgorithm,
  registerAlgorithm,
  retireAlgorithm,
  reviewAlgorithm,
} from './register-algorithm.ts';
import {
  addModel,
  algorithmDetails,
  AUDITOR,
  dependencyDetails,
  DEVELOPER,
  evaluation,
  hashOf,
  manifest,
  moveTo,
  OFFICER,
  peopledScene,
} from './registers-fixture.ts';
import { reportOutcomes } from './report-outcomes.ts';
import { FIGURE_MAX, lineOf, Sovereignty, WEIGHTS } from './sovereignty.ts';
import type { DependencyDetails } from './dependency.ts';
import { decodeRecord } from '@indus/kit/record-codec';

function addAlgorithm(scene: Scene, over: Partial<AlgorithmDetails> = {}, algorithm: [] | [bigint] = []) {
  const request = { organisation: 1n, algorithm, details: algorithmDetails(over) };
  return registerAlgorithm(scene.registry, scene.env(DEVELOPER), request);
}

function publish(scene: Scene, algorithm: bigint, version: number): Algorithm {
  return publishAlgorithm(scene.registry, scene.env(OFFICER), { algorithm, version });
}

function toldOf(scene: Scene, algorithm: bigint) {
  const { changes } = scene.registry.directory.read(0n, 200);
  const entries = changes.flatMap(({ entry }) => ('algorithm' in entry ? [entry.algorithm] : []));
  return entries.find(({ id }) => id === algorithm);
}

const LOW = { risk_class: { limited: null }, category: { impactful: null } } as const;

describe('an algorithm on record', () => {
  it('decides only when all texts that its risk asks for are there', () => {
    const scene = peopledScene();
    const without = (...codes: string[]) =>
      algorithmDetails().fields.filter(({ code }) => !codes.includes(code));
    addAlgorithm(scene, { fields: without('objection_procedure', 'provider_address', 'tags') });
    expect(refusalOf(() => publish(scene, 1n, 1))).toEqual({
      FieldsMissing: { algorithm: 1n, version: 1, codes: ['objection_procedure', 'provider_address'] },
    });
    addAlgorithm(scene, { ...LOW, fields: without('provider_address') });
    expect(publish(scene, 2n, 1).state).toEqual({ live: null });
    expect(missingFields([], true).length).toBeGreaterThan(missingFields([], false).length);
  });

  it('goes stale past its review; others are told when its risk is high', async () => {
    const scene = peopledScene();
    const review_by_ns = scene.nowNs + 60_000_000_000n;
    addAlgorithm(scene, { review_by_ns });
    addAlgorithm(scene, { ...LOW, review_by_ns });
    publish(scene, 1n, 1);
    publish(scene, 2n, 1);
    await scene.system.advance(59);
    expect(scene.registry.registers.algorithms.get(1n)?.state).toEqual({ live: null });
    await scene.system.advance(2);
    expect(scene.registry.registers.algorithms.get(1n)?.state).toEqual({ stale: null });
    expect(scene.registry.registers.algorithms.get(2n)?.state).toEqual({ stale: null });
    expect(toldOf(scene, 1n)?.state).toEqual({ stale: null });
    expect(toldOf(scene, 2n)?.state).toEqual({ live: null });

    const until = scene.nowNs + 120_000_000_000n;
    reviewAlgorithm(scene.registry, scene.env(AUDITOR), { algorithm: 1n, version: 1, review_by_ns: until });
    expect(toldOf(scene, 1n)?.state).toEqual({ live: null });
    await scene.system.advance(119);
    expect(toldOf(scene, 1n)?.state).toEqual({ live: null });
    await scene.system.advance(2);
    expect(toldOf(scene, 1n)?.state).toEqual({ stale: null });
  });

  it('has one version that others are told of: the one that decides', () => {
    const scene = peopledScene();
    addAlgorithm(scene);
    expect(toldOf(scene, 1n)).toMatchObject({ version: 1, state: { draft: null } });
    publish(scene, 1n, 1);
    addAlgorithm(scene, {}, [1n]);
    addAlgorithm(scene, {}, [1n]);
    expect(toldOf(scene, 1n)).toMatchObject({ version: 1, state: { live: null } });
    retireAlgorithm(scene.registry, scene.env(OFFICER), { algorithm: 1n, version: 3 });
    expect(toldOf(scene, 1n)).toMatchObject({ version: 1, state: { live: null } });
    publish(scene, 1n, 2);
    expect(toldOf(scene, 1n)).toMatchObject({ version: 2, state: { live: null } });
    expect(scene.registry.registers.algorithms.get(1n, 1)?.state).toEqual({ retired: null });
    expect(refusalOf(() => publish(scene, 1n, 1))).toHaveProperty('StateRefused');
    retireAlgorithm(scene.registry, scene.env(OFFICER), { algorithm: 1n, version: 2 });
    expect(toldOf(scene, 1n)).toMatchObject({ version: 2, state: { retired: null } });
  });

  it('names the hash of the model that decides, which must be in production', () => {
    const scene = peopledScene();
    addModel(scene, { manifest: manifest({ evaluation: [evaluation('urd')] }) });
    addAlgorithm(scene, { models: [{ id: 1n, version: 1 }] });
    expect(refusalOf(() => publish(scene, 1n, 1))).toEqual({
      ModelNotInProduction: { model: 1n, version: 1 },
    });
    moveTo(scene, 1n, 1, 'staging', 'production');
    publish(scene, 1n, 1);
    expect(toHex(toldOf(scene, 1n)?.model_sha256[0] as Uint8Array)).toBe(toHex(hashOf('weights')));
  });

  it.each([
    ['an unknown code', { fields: [{ code: 'unknown', text: 'x' }] }, 'fields.code'],
    ['a code twice', { fields: ['goal', 'goal'].map((code) => ({ code, text: 'x' })) }, 'fields'],
    [
      'a text too long',
      { fields: [{ code: 'description_short', text: 'x'.repeat(351) }] },
      'fields.description_short',
    ],
    ['a link that is none', { fields: [{ code: 'website', text: 'works.gov.pk' }] }, 'fields.website'],
    ['a category of another risk', { category: { other: null } }, 'category'],
    ['a month that is none', { begin: ['2026-13'] }, 'begin'],
  ] as [string, Partial<AlgorithmDetails>, string][])('is refused for %s', (_, over, field) => {
    const scene = peopledScene();
    expect(refusalOf(() => addAlgorithm(scene, over))).toMatchObject({ Invalid: { field } });
  });

  it.each([
    [0n, true],
    [1n, false],
    [REVIEW_AHEAD_NS_MAX, false],
    [REVIEW_AHEAD_NS_MAX + 1n, true],
  ])('may be due for review %s ns ahead: refused %s', (ahead, isRefused) => {
    const scene = peopledScene();
    addAlgorithm(scene, { review_by_ns: scene.nowNs + ahead });
    expect(refusalOf(() => publish(scene, 1n, 1)) !== undefined).toBe(isRefused);
  });
});

describe('outcomes', () => {
  it('are sums over reports, and rates without division by nothing', () => {
    const report = { canister: person(1), organisation: 1n, at_ns: 0n };
    expect(outcomesOf(1n, 1, [])).toMatchObject({ overturned_per_million_appeals: 0 });
    const of = [
      { ...report, decisions: 90n, appeals: 6n, overturned: 1n },
      { ...report, decisions: 10n, appeals: 0n, overturned: 0n },
    ];
    expect(outcomesOf(1n, 1, of)).toMatchObject({
      decisions: 100n,
      appeals: 6n,
      overturned_per_million_appeals: 166_666,
      overturned_per_million_decisions: 10_000,
    });
  });

  it('are refused from a caller that is no verified canister', () => {
    const scene = peopledScene();
    addAlgorithm(scene);
    const request = { algorithm: 1n, version: 1, decisions: 1n, appeals: 0n, overturned: 0n };
    expect(refusalOf(() => reportOutcomes(scene.registry, scene.env(OFFICER), request))).toEqual({
      ReporterNotVerified: { canister: OFFICER },
    });
  });
});

describe('sovereignty', () => {
  const figure = (scene: Scene): Sovereignty => {
    const { found } = explainSovereignty(scene.registry, scene.env(), { organisation: 1n });
    return decodeRecord<Sovereignty>(Sovereignty, found[0] as Uint8Array);
  };
  const put = (scene: Scene, over: Partial<DependencyDetails>, dependency: [] | [bigint] = []) =>
    putDependency(scene.registry, scene.env(DEVELOPER), {
      organisation: 1n,
      dependency,
      details: dependencyDetails(over),
    });

  it('falls and rises with the entries, and each line says why', () => {
    const scene = peopledScene();
    expect(explainSovereignty(scene.registry, scene.env(), { organisation: 1n }).found).toEqual([]);
    put(scene, {});
    expect(figure(scene)).toMatchObject({ figure: 8_500, preference: 850 });
    expect(figure(scene).lines[0]?.rule).toBe(
      'high 10 x personal data 150% x no exit within 90 days 100% = 15.00',
    );
    put(scene, { criticality: { critical: null }, data_classes: [{ sensitive: null }] });
    expect(figure(scene).figure).toBe(3_500);
    put(scene, { exit_plan: [{ plan: 'Own maps.', days: 90 }] }, [1n]);
    expect(figure(scene).figure).toBe(4_250);
    put(scene, { exit_plan: [{ plan: 'Own maps.', days: 91 }] }, [1n]);
    expect(figure(scene).figure).toBe(3_500);
    put(scene, { country: 'PK' }, [2n]);
    expect(figure(scene).lines.map(({ points }) => points)).toEqual([1_500, 0]);
    endDependency(scene.registry, scene.env(OFFICER), { dependency: 1n, reason: 'own maps' });
    expect(figure(scene)).toMatchObject({ figure: FIGURE_MAX, preference: 1_000 });
    const end = () => endDependency(scene.registry, scene.env(OFFICER), { dependency: 1n, reason: 'again' });
    expect(refusalOf(end)).toEqual({ DependencyEnded: { dependency: 1n } });
  });

  it('follows the parameters of the board', async () => {
    const scene = peopledScene();
    put(scene, {});
    scene.enact({ set_parameter: { name: 'sovereignty_points_high', value: 20n } });
    await scene.system.advance(1);
    expect(figure(scene).figure).toBe(7_000);
    expect(figure(scene).weights).toContainEqual({ name: 'sovereignty_points_high', value: 20n });
  });

  it('takes the most delicate data, and never falls below nothing', () => {
    const scene = peopledScene();
    const worst = { criticality: { critical: null }, data_classes: [{ public: null }, { sensitive: null }] };
    const made = put(scene, worst as Partial<DependencyDetails>);
    expect(lineOf(made, WEIGHTS).points).toBe(5_000);
    for (let at = 0; at < 2; at += 1) put(scene, worst as Partial<DependencyDetails>);
    expect(figure(scene)).toMatchObject({ figure: 0, preference: 0 });
  });
});
