import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { BucketMove } from './bucket.ts';
import { checkController } from './check-controller.ts';
import { giveUpMove, scheduleMove } from './end-move.ts';
import { isUnderWay } from './move.ts';
import type { Move } from './move.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';
import { FIRST_ROW } from './subject-rows.ts';

/** Which bucket, and where to. */
export interface MoveRequest {
  readonly bucket: number;
  readonly to: Principal;
}

const RETRY_NS = 2_000_000_000n;

/**
 * Begins to move a bucket to another shard; it is read and written meanwhile. To this shard itself: gives up the move that
 * is under way, unless the other shard was asked to take over. The same request again changes nothing.
 * Errors: NotPermitted unless a controller calls; Invalid; WrongShard; BucketMoving when another move is under way.
 */
export function moveBucket(vault: Vault, env: Env, { bucket, to }: MoveRequest): null {
  checkController(vault, env);
  if (bucket >= vault.config.buckets) {
    refuseInvalid('bucket', `expected one of ${vault.config.buckets} buckets, got ${bucket}`);
  }
  const isHere = vault.host.system.self().compareTo(to) === 'eq';
  if (!isHere && !vault.shards.has(to)) refuseInvalid('to', 'expected one of the shards');
  const place = vault.buckets.place(bucket);
  if (place?.kind === 'away') refuse({ WrongShard: { bucket, shard: place.shard } });
  const known = vault.moves.get(bucket);
  if (known !== undefined && isUnderWay(known)) return change(vault, env, known, to);
  if (place?.kind !== 'owned') refuse({ BucketMoving: { bucket, retry_after_ns: env.nowNs + RETRY_NS } });
  if (isHere) return null;
  vault.moves.put({
    bucket,
    to,
    epoch: place.epoch + 1n,
    phase: 'copying',
    reason: '',
    startedAtNs: env.nowNs,
    sequence: 0n,
    subject: 0,
    row: FIRST_ROW,
    logged: 0,
    failures: 0,
    asked: 0,
    unheard: 0,
  });
  scheduleMove(vault, bucket, env.nowNs);
  return null;
}

function change(vault: Vault, env: Env, move: Move, to: Principal): null {
  if (move.to.compareTo(to) === 'eq') return null;
  const isHere = vault.host.system.self().compareTo(to) === 'eq';
  if (!isHere || move.phase === 'handing_over') {
    refuse({ BucketMoving: { bucket: move.bucket, retry_after_ns: env.nowNs + RETRY_NS } });
  }
  giveUpMove(vault, env, move, 'given up by a controller');
  return null;
}

/** How far the newest move of a bucket from this shard is. */
export function readMove(vault: Vault, _env: Env, bucket: number): [] | [BucketMove] {
  const move = vault.moves.get(bucket);
  if (move === undefined) return [];
  const { to, epoch, phase, reason, startedAtNs, subject } = move;
  const left = isUnderWay(move) ? vault.buckets.subjects(bucket).size - subject : 0;
  return [
    {
      bucket,
      to,
      epoch,
      state: (phase === 'failed' ? { failed: reason } : { [phase]: null }) as BucketMove['state'],
      subjects_copied: BigInt(subject),
      subjects_left: BigInt(left),
      started_at_ns: startedAtNs,
    },
  ];
}
