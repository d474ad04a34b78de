import { IDL } from '@dfinity/candid';
import { toHex } from '@indus/kit/bytes';
import { readU64, u64Key } from '@indus/kit/key';
import { MerkleLog } from '@indus/kit/merkle-log';
import { MemoryTable } from '@indus/kit/table';
import { ascii } from '@indus/kit/hash-tree';
import { describe, expect, it } from 'vitest';
import { Action } from './action.ts';
import { PAGE_LOG_ENTRIES_MAX } from './limits.ts';
import { LogEntry } from './log-entry.ts';
import { proveLogConsistency } from './prove-log-consistency.ts';
import { proveLogEntry } from './prove-log-entry.ts';
import { readLog } from './read-log.ts';
import { decodeRecord } from '@indus/kit/record-codec';
import { details, person, refusalOf, Scene } from './registry-fixture.ts';
import { caseOf } from '@indus/kit/variant';
import { checkWitness } from './witness-check.ts';
import { withdraw } from './withdraw.ts';

function busy(): Scene {
  const scene = new Scene();
  scene.admit(details(1));
  scene.propose({ suspend_organisation: { organisation: 1n, reason: 'audit' } });
  scene.vote(2n, 1, false);
  scene.vote(2n, 2, false);
  scene.propose({ admit_organisation: details(2) });
  withdraw(scene.registry, scene.env(person(1)), { proposal: 3n });
  return scene;
}

const entriesOf = (scene: Scene): LogEntry[] =>
  readLog(scene.registry, scene.env(), { from: 0n, limit: 50 }).entries.map((entry) =>
    decodeRecord<LogEntry>(LogEntry, entry),
  );

describe('the log', () => {
  it('tells everything that happened, in order, and by whom', () => {
    const entries = entriesOf(busy());
    expect(entries.map(({ event }) => caseOf(event))).toEqual([
      'installed',
      ...['proposed', 'voted', 'voted', 'executed'],
      ...['proposed', 'voted', 'voted', 'rejected'],
      ...['proposed', 'withdrawn'],
    ]);
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => BigInt(index)));
    expect(entries[3]?.actor.compareTo(person(2))).toBe('eq');
    const proposed = entries[1]?.event as { proposed: { action: Uint8Array } };
    expect(IDL.decode([Action], proposed.proposed.action.slice())[0]).toEqual({
      admit_organisation: details(1),
    });
    expect(entries[4]?.event).toEqual({ executed: { proposal: 1n, organisation: [1n] } });
  });

  it('is certified with its root and size', async () => {
    const scene = busy();
    const { proof, size } = readLog(scene.registry, scene.env(), { from: 0n, limit: 1 });
    const witness = checkWitness(proof);
    expect(witness.root).toBe(toHex(scene.certified));
    expect(size).toBe(11n);
    expect(witness.at('log', ascii('root'))).toEqual({ status: 'found', value: scene.registry.log.root() });
    expect(witness.at('log', ascii('size'))).toEqual({ status: 'found', value: u64Key(11n) });
    expect(readU64(u64Key(11n), 0)).toBe(size);
  });

  it('has the root of its own entries, added to a log from nothing', () => {
    const scene = busy();
    const again = new MerkleLog(new MemoryTable());
    for (const entry of readLog(scene.registry, scene.env(), { from: 0n, limit: 50 }).entries)
      again.append(entry);
    expect(toHex(again.root())).toBe(toHex(scene.registry.log.root()));
  });

  it.each([
    [0n, 4, 4],
    [9n, 50, 2],
    [10n, 1, 1],
    [11n, 1, 0],
    [2n ** 64n - 1n, 50, 0],
  ])('from %s with limit %i gives %i entries with their range proof', (from, limit, count) => {
    const scene = busy();
    const page = readLog(scene.registry, scene.env(), { from, limit });
    const start = Math.min(Number(from), 11);
    expect(page.entries).toHaveLength(count);
    expect(page.path.map(toHex)).toEqual(scene.registry.log.rangePath(start, start + count, 11).map(toHex));
    if (count === 0) expect(page.path.map(toHex)).toEqual([toHex(scene.registry.log.root())]);
  });

  it('refuses limits out of bounds', () => {
    const scene = busy();
    const read = (limit: number) => () => readLog(scene.registry, scene.env(), { from: 0n, limit });
    expect(refusalOf(read(PAGE_LOG_ENTRIES_MAX))).toBeUndefined();
    expect(refusalOf(read(PAGE_LOG_ENTRIES_MAX + 1))).toMatchObject({ Invalid: { field: 'limit' } });
    expect(refusalOf(read(0))).toMatchObject({ Invalid: { field: 'limit' } });
  });

  it('proves the last entry of a size and refuses the one after it', () => {
    const scene = busy();
    const prove = (sequence: bigint, size: [] | [bigint]) => () =>
      proveLogEntry(scene.registry, scene.env(), { sequence, size });
    expect(prove(10n, [])()).toMatchObject({ size: 11n, path: scene.registry.log.auditPath(10, 11) });
    expect(prove(4n, [5n])()).toMatchObject({ size: 5n, path: scene.registry.log.auditPath(4, 5) });
    expect(refusalOf(prove(11n, []))).toEqual({ OutOfLog: { size: 11n } });
    expect(refusalOf(prove(5n, [5n]))).toEqual({ OutOfLog: { size: 11n } });
    expect(refusalOf(prove(0n, [12n]))).toEqual({ OutOfLog: { size: 11n } });
    expect(refusalOf(prove(0n, [0n]))).toEqual({ OutOfLog: { size: 11n } });
  });

  it('proves that it only grows', () => {
    const scene = busy();
    const prove = (first: bigint, second: [] | [bigint]) => () =>
      proveLogConsistency(scene.registry, scene.env(), { first, second });
    expect(prove(4n, [])()).toMatchObject({
      first: 4n,
      second: 11n,
      path: scene.registry.log.consistencyPath(4, 11),
    });
    expect(prove(4n, [9n])()).toMatchObject({ path: scene.registry.log.consistencyPath(4, 9) });
    expect(prove(11n, [])().path).toEqual([]);
    expect(refusalOf(prove(12n, []))).toEqual({ OutOfLog: { size: 11n } });
    expect(refusalOf(prove(5n, [4n]))).toEqual({ OutOfLog: { size: 11n } });
    expect(refusalOf(prove(5n, [12n]))).toEqual({ OutOfLog: { size: 11n } });
  });
});
