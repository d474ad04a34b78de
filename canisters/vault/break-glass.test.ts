import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { BreakGlassUse } from './break-glass-use.ts';
import { hoursNs } from './duration.ts';
import { listWork } from './list-work.ts';
import type { ReviewBreakGlass } from './ministry-requests.ts';
import { readRecords } from './read-records.ts';
import { reviewBreakGlass } from './review-break-glass.ts';
import { Statistics } from './statistics.ts';
import { member, ORGANISATIONS, PEOPLE, person, readRequest, refusalOf, Scene } from './vault-fixture.ts';

const { clinic, revenue } = ORGANISATIONS;
const nameOf = (call: () => unknown): string => Object.keys(refusalOf(call) ?? { none: null })[0] as string;

function broken(uses = 1): Scene {
  const scene = new Scene();
  scene.issue();
  for (let use = 0; use < uses; use += 1) breakGlass(scene);
  return scene;
}

function breakGlass(scene: Scene): void {
  readRecords(
    scene.vault,
    scene.env(PEOPLE.doctor),
    readRequest(scene.nowNs, {
      basis: { break_glass: { reason: 'Unconscious after an accident' } },
      organisation: [clinic],
      purpose: ['health.treatment'],
    }),
  );
}

function review(scene: Scene, over: Partial<ReviewBreakGlass> = {}, caller = PEOPLE.chief) {
  return reviewBreakGlass(scene.vault, scene.env(caller), {
    subject: PEOPLE.citizen,
    use: 1n,
    organisation: clinic,
    justified: true,
    note: 'As it should be',
    ...over,
  });
}

function work(scene: Scene, cursor: [] | [Uint8Array] = [], limit = 50, caller = PEOPLE.chief) {
  return listWork(scene.vault, scene.env(caller), { organisation: clinic, cursor, limit });
}

function unreviewed(scene: Scene): bigint {
  return decodeRecord<Statistics>(Statistics, scene.vault.statistics.bytes()).break_glass_unreviewed;
}

function use(scene: Scene) {
  scene.vault.begin();
  return scene.vault.dossier(PEOPLE.citizen).item('break_glass_use', 1n);
}

describe('reviewBreakGlass', () => {
  it('a second person judges in time: the use is no longer work, nor ever overdue', async () => {
    const scene = broken();
    review(scene);
    expect(use(scene)).toMatchObject({
      review: [{ by: PEOPLE.chief, at_ns: scene.nowNs, justified: true, note: 'As it should be' }],
      overdue: false,
    });
    expect(work(scene).items).toEqual([]);
    await scene.wait(hoursNs(25));
    expect([use(scene)?.overdue, unreviewed(scene)]).toEqual([false, 0n]);
    expect(scene.ledger().at(-1)).toMatchObject({
      open: { act: { review_break_glass: null }, caller: PEOPLE.chief, organisation: [clinic] },
    });
  });

  it('late is counted in public, whether the job or the review comes first', async () => {
    const byJob = broken();
    await byJob.wait(hoursNs(24));
    expect([use(byJob)?.overdue, unreviewed(byJob)]).toEqual([true, 1n]);
    review(byJob, { justified: false });
    expect([use(byJob)?.overdue, unreviewed(byJob)]).toEqual([true, 1n]);

    const byReview = broken();
    byReview.pass(hoursNs(24));
    review(byReview);
    expect([use(byReview)?.overdue, unreviewed(byReview)]).toEqual([true, 1n]);
    await byReview.wait(hoursNs(1));
    expect(unreviewed(byReview)).toBe(1n);

    const inTime = broken();
    inTime.pass(hoursNs(24) - 1n);
    review(inTime);
    expect([use(inTime)?.overdue, unreviewed(inTime)]).toEqual([false, 0n]);
  });

  const cases: readonly [string, Partial<ReviewBreakGlass>, keyof typeof PEOPLE, string][] = [
    ['who has broken the glass', {}, 'doctor', 'OwnReview'],
    ['who is of another organisation', {}, 'taxOfficer', 'RoleRequired'],
    ['who reviews for another organisation', { organisation: revenue }, 'taxOfficer', 'RoleRequired'],
    ['who is nobody', {}, 'stranger', 'RoleRequired'],
    ['who names no use', { use: 2n }, 'chief', 'BreakGlassUseNotFound'],
    ['who names use 0', { use: 0n }, 'chief', 'BreakGlassUseNotFound'],
    ['who notes nothing', { note: '' }, 'chief', 'Invalid'],
    ['who notes too much', { note: 'x'.repeat(1_001) }, 'chief', 'Invalid'],
  ];
  it.each(cases)('refuses one %s: %3$s', (_name, over, caller, expected) => {
    expect(nameOf(() => review(broken(), over, PEOPLE[caller]))).toBe(expected);
  });

  it('refuses a patient who works there', () => {
    const scene = broken();
    scene.tell(member(clinic, PEOPLE.citizen, 'officer'));
    expect(nameOf(() => review(scene, {}, PEOPLE.citizen))).toBe('OwnReview');
  });

  it('refuses a canister of the clinic', () => {
    const scene = broken();
    const canister = person(90);
    scene.tell({ canister: { canister, organisation: clinic, module_hash: [], state: { verified: null } } });
    expect(nameOf(() => review(scene, {}, canister))).toBe('RoleRequired');
  });

  it('one review is enough', () => {
    const scene = broken();
    review(scene);
    expect(refusalOf(() => review(scene, { justified: false }))).toEqual({ AlreadyReviewed: { use: 1n } });
  });
});

describe('listWork', () => {
  it('pages through everything once, what is due first before the rest', () => {
    const scene = broken(3);
    scene.pass(1n);
    breakGlass(scene);
    const seen: bigint[] = [];
    let cursor: [] | [Uint8Array] = [];
    for (let pages = 0; pages < 5; pages += 1) {
      const page = work(scene, cursor, 2);
      seen.push(...page.items.map(({ item }) => decodeRecord<BreakGlassUse>(BreakGlassUse, item).id));
      cursor = page.next as [] | [Uint8Array];
      if (cursor.length === 0) break;
    }
    expect(seen).toEqual([1n, 2n, 3n, 4n]);
  });

  it('is for members alone, and so are its cursors', () => {
    const scene = broken(3);
    expect(nameOf(() => work(scene, [], 50, PEOPLE.taxOfficer))).toBe('RoleRequired');
    expect(nameOf(() => work(scene, [], 50, PEOPLE.citizen))).toBe('RoleRequired');
    const { next } = work(scene, [], 1);
    expect(nameOf(() => work(scene, next, 1, PEOPLE.doctor))).toBe('InvalidCursor');
    expect(nameOf(() => work(scene, [Uint8Array.of(1)]))).toBe('InvalidCursor');
    expect([nameOf(() => work(scene, [], 0)), nameOf(() => work(scene, [], 51))]).toEqual([
      'Invalid',
      'Invalid',
    ]);
    expect(work(scene, [], 50).items).toHaveLength(3);
  });

  it('shows nothing of a bucket that has moved away', () => {
    const scene = broken();
    const { bucket } = scene.vault.keyOf(PEOPLE.citizen);
    scene.vault.buckets.setPlace(bucket, { kind: 'away', epoch: 1n, shard: person(3) });
    expect(work(scene).items).toEqual([]);
  });
});
