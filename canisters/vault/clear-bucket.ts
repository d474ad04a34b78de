import { Principal } from '@dfinity/principal';
import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import type { Env } from '@indus/kit/env';
import type { Again, Job } from '@indus/kit/jobs';
import { readU64 } from '@indus/kit/key';
import { CLEAR_ROWS_MAX } from './limits.ts';
import type { Vault } from './storage.ts';
import { layDownDuties } from './subject-duties.ts';
import { BUCKET_KEY_SIZE_BYTES, bucketOfKey } from './subject-key.ts';
import type { SubjectKey } from './subject-key.ts';
import { FIRST_ROW, rowsFrom } from './subject-rows.ts';
import type { RowPlace } from './subject-rows.ts';

/**
 * Destroys what a bucket has left behind that is not held here any more, or never came to be: rows, bodies overwritten first,
 * and what they asked for. Of a bucket that stayed only the list of its changes goes.
 * Context: a job, over and over; its payload is the place in the subject that is being destroyed.
 */
export function clearBucket(vault: Vault, env: Env, job: Job): void | Again {
  vault.begin();
  const bucket = bucketOfKey(job.key);
  const epoch = readU64(job.key, BUCKET_KEY_SIZE_BYTES);
  const queue = vault.moves.queue({ bucket, epoch });
  let last = 0;
  for (const [, after] of queue.waiting()) {
    last = after;
    if (last % CLEAR_ROWS_MAX === 0) break;
  }
  queue.confirm(last);
  if (queue.size > 0) return { dueNs: env.nowNs };
  if (vault.buckets.place(bucket)?.kind !== 'away') return undefined;
  const payload = clearSome(vault, bucket, job.payload);
  vault.commit(env);
  return payload === undefined ? undefined : { dueNs: env.nowNs, payload };
}

/** Where to go on, or nothing when all is destroyed. */
function clearSome(vault: Vault, bucket: number, payload: Uint8Array): Uint8Array | undefined {
  let left = CLEAR_ROWS_MAX;
  let place = decodePlace(payload);
  const subjects = vault.buckets.subjects(bucket);
  while (left > 0 && subjects.size > 0) {
    const key = vault.keyOf(Principal.fromUint8Array(subjects.keyAt(subjects.range.end - 1)));
    const cleared = clearSubject(vault, key, place, left);
    left -= cleared.rows;
    place = cleared.next ?? FIRST_ROW;
    if (cleared.next === undefined) subjects.removeNewest();
  }
  const log = vault.buckets.log(bucket);
  for (; left > 0 && subjects.size === 0 && log.size > 0; left -= 1) log.removeLast();
  if (!vault.buckets.isEmpty(bucket)) return encodePlace(place);
  vault.buckets.statistics(bucket).clear();
  return undefined;
}

function clearSubject(
  vault: Vault,
  key: SubjectKey,
  from: RowPlace,
  limit: number,
): { readonly rows: number; readonly next: RowPlace | undefined } {
  vault.certifySubject(key, undefined);
  const rows = vault.rowsOf(key);
  let cleared = 1;
  for (const { name, next } of rowsFrom(vault.dossier(key.subject, key), from)) {
    layDownDuties(vault, rows, name);
    rows.destroy([name]);
    cleared += 1;
    if (cleared >= limit) return { rows: cleared, next };
  }
  const end: RowPlace = { section: 0xff, index: 0n, at: 0 };
  return { rows: cleared, next: rows.destroyRest(limit) ? undefined : end };
}

function encodePlace({ section, index, at }: RowPlace): Uint8Array {
  return new ByteWriter().u8(section).u64(index).u32(at).finish();
}

function decodePlace(payload: Uint8Array): RowPlace {
  if (payload.length === 0) return FIRST_ROW;
  const reader = new ByteReader(payload);
  return { section: reader.u8(), index: reader.u64(), at: reader.u32() };
}
