import { decodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import { describe, expect, it } from 'vitest';
import { BucketHead } from './bucket.ts';
import { proveBucketLogConsistency, readBucketLog } from './read-bucket-log.ts';
import { PEOPLE, person, refusalOf, Scene } from './vault-fixture.ts';

function filled(records: number): { scene: Scene; bucket: number } {
  const scene = new Scene();
  for (let count = 0; count < records; count += 1) scene.issue();
  return { scene, bucket: scene.vault.keyOf(PEOPLE.citizen).bucket };
}

const nameOf = (call: () => unknown): string => Object.keys(refusalOf(call) ?? { none: null })[0] as string;

function read(scene: Scene, bucket: number, from = 0n, limit = 50) {
  return readBucketLog(scene.vault, scene.env(PEOPLE.stranger), { bucket, from, limit });
}

/** The root of a log of these leaves by the definition of RFC 6962, section 2.1, without any tree. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return sha256(Uint8Array.of(0), leaves[0] as Uint8Array);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Uint8Array.of(1), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

describe('the public log of a bucket', () => {
  it('holds the hash of every ledger leaf, and its root is in the certified head', () => {
    const { scene, bucket } = filled(5);
    const page = read(scene, bucket);
    scene.vault.begin();
    const { ledger } = scene.vault.dossier(PEOPLE.citizen);
    expect(page.leaves).toEqual(Array.from({ length: 5 }, (_, at) => sha256(ledger.entry(at))));
    const head = decodeRecord<BucketHead>(BucketHead, page.head);
    expect(head).toMatchObject({ bucket, epoch: 0n, log_size: 5n });
    expect(head.log_root).toEqual(rootOf(page.leaves));
    expect(page.path).toEqual([]);
  });

  it('answers a part with the hashes around it', () => {
    const { scene, bucket } = filled(5);
    const page = read(scene, bucket, 1n, 2);
    expect(page.leaves).toHaveLength(2);
    const all = read(scene, bucket).leaves;
    const [first, third, last] = [rootOf(all.slice(0, 1)), rootOf(all.slice(3, 4)), rootOf(all.slice(4))];
    expect(page.path).toEqual([first, third, last]);
  });

  it('proves that what somebody kept is its beginning', () => {
    const { scene, bucket } = filled(5);
    const { leaves } = read(scene, bucket);
    const prove = (first: bigint, second: [] | [bigint] = []) =>
      proveBucketLogConsistency(scene.vault, scene.env(PEOPLE.stranger), { bucket, first, second });
    expect(prove(4n).path).toEqual([rootOf(leaves.slice(4))]);
    expect(prove(2n, [4n]).path).toEqual([rootOf(leaves.slice(2, 4))]);
    expect([prove(0n).path, prove(5n).path]).toEqual([[], []]);
    expect(refusalOf(() => prove(6n))).toEqual({ OutOfLedger: { size: 5n } });
    expect(nameOf(() => prove(0n, [6n]))).toBe('OutOfLedger');
    expect(nameOf(() => prove(3n, [2n]))).toBe('OutOfLedger');
  });

  it('refuses what is not there', () => {
    const { scene, bucket } = filled(2);
    expect(nameOf(() => read(scene, 16))).toBe('Invalid');
    expect(nameOf(() => read(scene, 15))).toBe('none');
    expect([nameOf(() => read(scene, bucket, 2n)), nameOf(() => read(scene, bucket, 3n))]).toEqual([
      'none',
      'OutOfLedger',
    ]);
    expect([nameOf(() => read(scene, bucket, 0n, 0)), nameOf(() => read(scene, bucket, 0n, 51))]).toEqual([
      'Invalid',
      'Invalid',
    ]);
    scene.vault.buckets.setPlace(bucket, { kind: 'away', epoch: 1n, shard: person(3) });
    expect(refusalOf(() => read(scene, bucket))).toEqual({ WrongShard: { bucket, shard: person(3) } });
    scene.vault.buckets.setPlace(bucket, { kind: 'handing_over', epoch: 1n, shard: person(3) });
    expect(nameOf(() => read(scene, bucket))).toBe('BucketMoving');
  });
});
