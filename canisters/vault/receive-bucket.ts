import { assert } from '@indus/kit/assert';
import type { Env } from '@indus/kit/env';
import { readU64 } from '@indus/kit/key';
import { RecordedRefusal } from '@indus/kit/refusal';
import type { BucketChunk } from './bucket.ts';
import type { BucketPlace } from './bucket-table.ts';
import { scheduleClearing } from './end-move.ts';
import { BUCKET_ROW, splitName } from './fill-chunk.ts';
import { unpackRows } from './pack-rows.ts';
import type { BucketRow } from './pack-rows.ts';
import type { MethodError } from './method-error.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import { layDownDuties, takeUpDuties } from './subject-duties.ts';
import type { SubjectRows } from './subject-rows.ts';

const RETRY_NS = 5_000_000_000n;

/**
 * Takes rows of a bucket from the shard that gives it; nobody is served from them before the bucket is activated. Chunks come
 * in their order, each perhaps more than once.
 * Errors: NotPermitted unless another shard calls; Other for a bucket that does not come from there; BucketMoving until what
 * was here of the bucket is destroyed.
 */
export function receiveBucket(vault: Vault, env: Env, chunk: BucketChunk): null {
  const { bucket, epoch, sequence } = chunk;
  if (!vault.shards.has(env.caller)) refuse({ NotPermitted: { caller: env.caller } });
  const place = vault.buckets.place(bucket);
  const goesOn = place?.kind === 'arriving' && place.epoch === epoch && isCaller(env, place);
  if (goesOn) {
    if (sequence > vault.moves.expected(bucket)) refuse(strange('chunks are missing'));
  } else begin(vault, env, chunk, place);
  takeRows(vault, unpackRows(chunk.rows), bucket);
  if (sequence >= vault.moves.expected(bucket)) vault.moves.expect(bucket, sequence + 1n);
  vault.commit(env);
  return null;
}

/** A refusal that no other case of the interface fits. */
export function strange(message: string): MethodError {
  return { Other: { code: 2, message } };
}

function isCaller(env: Env, { shard }: BucketPlace): boolean {
  return shard.compareTo(env.caller) === 'eq';
}

function begin(
  vault: Vault,
  env: Env,
  { bucket, epoch, sequence }: BucketChunk,
  place: BucketPlace | undefined,
): void {
  const isHere = place?.kind === 'owned' || place?.kind === 'handing_over';
  if (bucket >= vault.config.buckets || isHere) refuse(strange('the bucket is not expected here'));
  if (place !== undefined && place.epoch >= epoch) refuse(strange('the bucket has moved on'));
  if (sequence !== 0n) refuse(strange('chunks are missing'));
  const before = place?.epoch ?? 0n;
  if (!vault.buckets.isEmpty(bucket)) {
    vault.buckets.setPlace(bucket, { kind: 'away', epoch: before, shard: env.caller });
    scheduleClearing(vault, { bucket, epoch: before }, env.nowNs);
    const retry_after_ns = env.nowNs + RETRY_NS;
    throw new RecordedRefusal<MethodError>({ BucketMoving: { bucket, retry_after_ns } });
  }
  vault.buckets.setPlace(bucket, { kind: 'arriving', epoch, shard: env.caller });
  vault.moves.expect(bucket, 0n);
}

function takeRows(vault: Vault, rows: Iterable<BucketRow>, bucket: number): void {
  const touched = new Map<string, SubjectRows>();
  for (const { name, value } of rows) {
    if (name[0] === BUCKET_ROW) takeLogged(vault, bucket, { name, value });
    else {
      const { key, row } = splitName(vault, name);
      assert(key.bucket === bucket, 'rows of one bucket arrive together');
      const id = key.subject.toText();
      const subject = touched.get(id) ?? vault.rowsOf(key);
      touched.set(id, subject);
      layDownDuties(vault, subject, row);
      subject.put(row, value);
      takeUpDuties(vault, subject, row);
    }
  }
  for (const subject of touched.values()) {
    const { key } = subject;
    const isNew = vault.buckets.subjects(bucket).get(key.subject.toUint8Array()) === undefined;
    if (isNew) vault.buckets.addSubject(key);
    vault.certifySubject(key, subject.root());
  }
}

function takeLogged(vault: Vault, bucket: number, { name, value }: BucketRow): void {
  const log = vault.buckets.log(bucket);
  const at = Number(readU64(name, 1));
  assert(value !== undefined && at <= log.size, 'entries of a log arrive in order');
  if (at === log.size) log.append(value);
}
