import { IDL } from '@dfinity/candid';
import { CallFailed } from '@indus/kit/call-failed';
import type { CallFailure } from '@indus/kit/call-failed';
import type { AsyncEnv } from '@indus/kit/env';
import type { Again, Job } from '@indus/kit/jobs';
import { decodeRecord } from '@indus/kit/record-codec';
import { safeCall } from '@indus/kit/safe-call';
import type { RemoteMethod } from '@indus/kit/safe-call';
import { caseOf } from '@indus/kit/variant';
import { BucketChunk, BucketHandover } from './bucket.ts';
import { finishMove, giveUpMove } from './end-move.ts';
import { fillChunk } from './fill-chunk.ts';
import type { Chunk } from './fill-chunk.ts';
import { HANDOVER_ROWS_MAX, MOVE_FAILURES_MAX } from './limits.ts';
import { MethodError } from './method-error.ts';
import { isUnderWay } from './move.ts';
import type { Move } from './move.ts';
import { packRows } from './pack-rows.ts';
import { Statistics } from './statistics.ts';
import type { Vault } from './storage.ts';
import { bucketOfKey } from './subject-key.ts';

type Answer = { readonly Ok: null } | { readonly Err: MethodError };

const RESULT = IDL.Variant({ Ok: IDL.Null, Err: MethodError });
const receiveBucket: RemoteMethod<[BucketChunk], Answer> = {
  name: 'receive_bucket',
  args: [BucketChunk],
  results: [RESULT],
  replySizeBytesMax: 4_096,
};
const activateBucket: RemoteMethod<[BucketHandover], Answer> = {
  name: 'activate_bucket',
  args: [BucketHandover],
  results: [RESULT],
  replySizeBytesMax: 4_096,
};

/** Chunks of one run; the next one follows at once. */
const RUN_STEPS_MAX = 10;
const RETRY_NS = 5_000_000_000n;
/** After these the other shard may have taken over all the same. */
const MAY_HAVE_RUN: readonly CallFailure[] = ['sys_unknown', 'reply_refused'];

/**
 * Goes on with a move: sends chunks until nothing is left, freezes the bucket for the last ones, and asks the other shard to
 * take over. Only its word ends the move; as long as it may have taken over, nobody is served here.
 * Context: a job. What is sent again while an earlier answer is under way changes nothing.
 */
export async function runMove(vault: Vault, env: AsyncEnv, job: Job): Promise<void | Again> {
  for (let steps = 0; steps < RUN_STEPS_MAX; steps += 1) {
    vault.begin();
    const move = vault.moves.get(bucketOfKey(job.key));
    if (move === undefined || !isUnderWay(move)) return undefined;
    const goesOn = await step(vault, env, move);
    if (!goesOn) return { dueNs: env.nowNs + RETRY_NS };
  }
  return { dueNs: env.nowNs };
}

/** Whether to go on at once. */
function step(vault: Vault, env: AsyncEnv, before: Move): Promise<boolean> {
  const move = advance(vault, before);
  const chunk = fillChunk(vault, move);
  const isEmpty = chunk.rows.length === 0 && chunk.after.subject === move.subject;
  const isLast = move.phase === 'handing_over' && isEmpty;
  return isLast ? handOver(vault, env, move) : sendChunk(vault, env, move, chunk);
}

/** The phase that the move is in now: everything is copied, little has changed since. */
function advance(vault: Vault, move: Move): Move {
  let { phase } = move;
  const { bucket } = move;
  if (phase === 'copying' && move.subject >= vault.buckets.subjects(bucket).size) phase = 'catching_up';
  const left = vault.moves.queue(move).size + vault.buckets.log(bucket).size - move.logged;
  if (phase === 'catching_up' && left <= HANDOVER_ROWS_MAX && move.sequence > 0n) {
    phase = 'handing_over';
    const place = vault.buckets.place(bucket);
    vault.buckets.setPlace(bucket, { kind: 'handing_over', epoch: place?.epoch ?? 0n, shard: move.to });
  }
  const advanced = { ...move, phase };
  if (phase !== move.phase) vault.moves.put(advanced);
  return advanced;
}

async function sendChunk(vault: Vault, env: AsyncEnv, move: Move, chunk: Chunk): Promise<boolean> {
  const { bucket, epoch, sequence, to } = move;
  vault.moves.queue(move).send(chunk.queued);
  const args: [BucketChunk] = [{ bucket, epoch, sequence, rows: packRows(chunk.rows) }];
  const outcome = await ask(() => safeCall(env, receiveBucket, { canister: to, args }));
  vault.begin();
  const now = vault.moves.get(bucket);
  const isOutrun = now?.epoch !== epoch || now.sequence !== sequence || now.phase !== move.phase;
  if (isOutrun) return true;
  if ('failure' in outcome) return failed(vault, env, now, `${outcome.failure} while rows were sent`);
  if ('Err' in outcome) {
    if ('BucketMoving' in outcome.Err) return failed(vault, env, now, 'the other shard was never ready');
    giveUpMove(vault, env, now, `the other shard refused rows: ${caseOf(outcome.Err)}`);
    return true;
  }
  vault.moves.queue(move).confirm(chunk.queued);
  vault.moves.put({ ...now, ...chunk.after, sequence: sequence + 1n, failures: 0 });
  return true;
}

/** Serves the bucket again while the other shard cannot be reached; gives up in the end. */
function failed(vault: Vault, env: AsyncEnv, move: Move, reason: string): false {
  const failures = move.failures + 1;
  if (failures >= MOVE_FAILURES_MAX) giveUpMove(vault, env, move, reason);
  else thaw(vault, { ...move, failures });
  return false;
}

function thaw(vault: Vault, move: Move): void {
  const phase = move.phase === 'handing_over' ? 'catching_up' : move.phase;
  const place = vault.buckets.place(move.bucket);
  if (phase !== move.phase && place !== undefined) {
    vault.buckets.setPlace(move.bucket, { ...place, kind: 'owned', shard: vault.host.system.self() });
  }
  vault.moves.put({ ...move, phase });
}

async function handOver(vault: Vault, env: AsyncEnv, move: Move): Promise<boolean> {
  const { bucket, to, epoch } = move;
  vault.moves.put({ ...move, asked: move.asked + 1 });
  const args: [BucketHandover] = [handoverOf(vault, move)];
  const outcome = await ask(() => safeCall(env, activateBucket, { canister: to, args }));
  vault.begin();
  const now = vault.moves.get(bucket);
  if (now?.epoch !== epoch || now.phase !== 'handing_over') return true;
  if ('Ok' in outcome) finishMove(vault, env, now);
  else if ('Err' in outcome) giveUpMove(vault, env, now, `the other shard refused: ${caseOf(outcome.Err)}`);
  else if (!MAY_HAVE_RUN.includes(outcome.failure)) {
    const unheard = now.unheard + 1;
    // As long as one question has no answer, the other shard may have taken over.
    if (unheard === now.asked)
      return failed(vault, env, { ...now, unheard }, `${outcome.failure} at the end`);
    vault.moves.put({ ...now, unheard });
    return false;
  } else return false;
  return true;
}

function handoverOf(vault: Vault, { bucket, epoch }: Move): BucketHandover {
  const log = vault.buckets.log(bucket);
  return {
    bucket,
    epoch,
    log_size: BigInt(log.size),
    log_root: log.root(),
    subjects: BigInt(vault.buckets.subjects(bucket).size),
    digest: vault.digestOf(bucket),
    statistics: decodeRecord<Statistics>(Statistics, vault.buckets.statistics(bucket).bytes()),
  };
}

async function ask(call: () => Promise<Answer>): Promise<Answer | { readonly failure: CallFailure }> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return { failure: error.failure };
  }
}
