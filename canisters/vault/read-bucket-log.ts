import type { Env } from '@indus/kit/env';
import type { BucketConsistency, BucketLogPage } from './answers.ts';
import { checkLimit } from './check-text.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import { requireServed } from './open-dossier.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { BucketConsistencyRequest, BucketLogRequest } from './reading-requests.ts';
import type { Vault } from './storage.ts';

/**
 * Hashes of the ledger leaves of all subjects of a bucket, without saying whose: anyone can keep them, and nobody can take
 * an entry back unseen.
 * Errors: WrongShard, BucketMoving; Invalid; OutOfLedger.
 */
export function readBucketLog(vault: Vault, env: Env, request: BucketLogRequest): BucketLogPage {
  const log = openLog(vault, env, request.bucket);
  checkLimit(request.limit, PAGE_ITEMS_MAX);
  const { size } = log;
  if (request.from > BigInt(size)) refuse({ OutOfLedger: { size: BigInt(size) } });
  const from = Number(request.from);
  const to = Math.min(size, from + request.limit);
  return {
    head: vault.bucketHead(request.bucket),
    from: request.from,
    leaves: Array.from({ length: to - from }, (_, at) => log.entry(from + at)),
    path: log.rangePath(from, to, size),
    proof: vault.proof(env, { buckets: vault.bucketTree(request.bucket) }),
  };
}

/**
 * That the log of a bucket, as somebody once kept it, is the beginning of what it is now.
 * Errors: WrongShard, BucketMoving; Invalid; OutOfLedger.
 */
export function proveBucketLogConsistency(
  vault: Vault,
  env: Env,
  request: BucketConsistencyRequest,
): BucketConsistency {
  const log = openLog(vault, env, request.bucket);
  const size = BigInt(log.size);
  const second = request.second[0] ?? size;
  if (second > size || request.first > second) refuse({ OutOfLedger: { size } });
  return {
    head: vault.bucketHead(request.bucket),
    path: log.consistencyPath(Number(request.first), Number(second)),
    proof: vault.proof(env, { buckets: vault.bucketTree(request.bucket) }),
  };
}

function openLog(vault: Vault, env: Env, bucket: number) {
  const { buckets } = vault.config;
  if (bucket >= buckets) refuseInvalid('bucket', `expected 0 to ${buckets - 1}, got ${bucket}`, buckets - 1);
  requireServed(vault, env, bucket);
  return vault.buckets.log(bucket);
}
