import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import type { BucketHandover } from './bucket.ts';
import { strange } from './receive-bucket.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

/**
 * Takes a bucket over when everything of it has arrived: this shard alone serves it from now on. Asked again, it says so again.
 * Errors: NotPermitted unless another shard calls; Other when the bucket does not come from there, or is not whole: it stays
 * with the shard that asks.
 */
export function activateBucket(vault: Vault, env: Env, handover: BucketHandover): null {
  const { bucket, epoch } = handover;
  if (!vault.shards.has(env.caller)) refuse({ NotPermitted: { caller: env.caller } });
  const place = vault.buckets.place(bucket);
  // Whatever became of it since, even that it is on its way back, it was taken over under this epoch: a later one begins only
  // then.
  const isTaken =
    place !== undefined && (place.epoch > epoch || (place.kind !== 'arriving' && place.epoch === epoch));
  if (isTaken) return null;
  const comesFromThere = place?.kind === 'arriving' && place.shard.compareTo(env.caller) === 'eq';
  if (!comesFromThere || place.epoch !== epoch) refuse(strange('the bucket is not expected here'));
  if (!isWhole(vault, handover)) refuse(strange('the bucket has not arrived whole'));
  vault.buckets.setPlace(bucket, { kind: 'owned', epoch, shard: vault.host.system.self() });
  const share = vault.buckets.statistics(bucket);
  share.clear();
  share.merge(handover.statistics, 1n);
  share.commit();
  vault.statistics.merge(handover.statistics, 1n);
  vault.certifyBucket(bucket);
  vault.commit(env);
  return null;
}

function isWhole(vault: Vault, handover: BucketHandover): boolean {
  const { bucket, log_size, log_root, subjects, digest } = handover;
  const log = vault.buckets.log(bucket);
  return (
    BigInt(log.size) === log_size &&
    equalBytes(log.root(), log_root) &&
    BigInt(vault.buckets.subjects(bucket).size) === subjects &&
    equalBytes(vault.digestOf(bucket), digest)
  );
}
