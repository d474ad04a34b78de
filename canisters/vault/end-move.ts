import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { decodeRecord } from '@indus/kit/record-codec';
import type { Move } from './move.ts';
import { Statistics } from './statistics.ts';
import type { Vault } from './storage.ts';
import { bucketKey } from './subject-key.ts';

/** The kind of the job that moves a bucket. */
export const MOVE_BUCKET = 'move_bucket';

/** The kind of the job that destroys what a shard no longer holds. */
export const CLEAR_BUCKET = 'clear_bucket';

const NOTHING = new Uint8Array(0);

/** Goes on with a move. */
export function scheduleMove(vault: Vault, bucket: number, dueNs: bigint): void {
  vault.jobs.schedule({ kind: MOVE_BUCKET, key: bucketKey(bucket), payload: NOTHING, dueNs });
}

/** Destroys what a move up to an epoch has left here, and the bucket itself when this shard does not hold it. */
export function scheduleClearing(
  vault: Vault,
  { bucket, epoch }: Pick<Move, 'bucket' | 'epoch'>,
  dueNs: bigint,
): void {
  const key = concatBytes(bucketKey(bucket), u64Key(epoch));
  vault.jobs.scheduleBy({ kind: CLEAR_BUCKET, key, payload: NOTHING, dueNs });
}

/** The bucket stays, under an epoch of its own: whatever arrived elsewhere is never served. Context: the other shard has not taken over. */
export function giveUpMove(vault: Vault, env: Env, move: Move, reason: string): void {
  const { bucket, epoch } = move;
  vault.moves.put({ ...move, phase: 'failed', reason });
  vault.buckets.setPlace(bucket, { kind: 'owned', epoch, shard: vault.host.system.self() });
  vault.certifyBucket(bucket);
  vault.jobs.cancel(MOVE_BUCKET, bucketKey(bucket));
  scheduleClearing(vault, move, env.nowNs);
  vault.commit(env);
}

/** The other shard has taken over: it alone serves the bucket from now on. */
export function finishMove(vault: Vault, env: Env, move: Move): void {
  const { bucket, epoch, to } = move;
  const share = vault.buckets.statistics(bucket);
  vault.statistics.merge(decodeRecord<Statistics>(Statistics, share.bytes()), -1n);
  vault.moves.put({ ...move, phase: 'done' });
  vault.buckets.setPlace(bucket, { kind: 'away', epoch, shard: to });
  vault.uncertifyBucket(bucket);
  scheduleClearing(vault, move, env.nowNs);
  vault.commit(env);
}
