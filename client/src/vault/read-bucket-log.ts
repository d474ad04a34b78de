import type { Principal } from '@dfinity/principal';
import type { BucketHead } from '../generated/vault.ts';
import { type LogHead, verifyConsistency, verifyRange } from '../verify/merkle-log.ts';
import { blob, type Certified, expectSame, verifyAnswer, verifyRecord } from '../verify/verified-answer.ts';
import type { CertifiedState } from '../verify/verify-certificate.ts';
import { decodeItem } from './decode-item.ts';
import { LEDGER_PAGE } from './list-ledger.ts';
import { bucketPath } from './subject-path.ts';
import { askBucket, type Vault } from './vault.ts';

/** The public log of a bucket at one moment. */
export interface BucketLogHead extends LogHead {
  readonly bucket: number;
  /** One more with each move of the bucket. */
  readonly epoch: bigint;
}

/** Hashes of ledger leaves, whosever they are, proven to stand there without a gap. */
export interface BucketLogPage {
  readonly leaves: readonly Uint8Array[];
  readonly head: BucketLogHead;
  /** The shard that serves the bucket. */
  readonly shard: Principal;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** Which part of a bucket's log. Bounds: `limit` 1 to 50. */
export interface BucketLogSearch {
  readonly bucket: number;
  readonly from: bigint;
  readonly limit?: number;
}

/**
 * The public log of a bucket from a position on: anyone can keep it, and nobody takes an entry back unseen.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readBucketLog(
  vault: Vault,
  { bucket, from, limit = LEDGER_PAGE }: BucketLogSearch,
): Promise<BucketLogPage> {
  const { answer, shard } = await askBucket(vault, bucket, {
    method: 'read_bucket_log',
    at: ({ service }) => service.read_bucket_log({ bucket, from, limit }),
  });
  const state = await verifyAnswer(shard, answer.proof);
  const head = verifyBucketHead(state, bucket, blob(answer.head));
  const leaves = answer.leaves.map(blob);
  verifyRange(leaves, from, answer.path.map(blob), head);
  return { leaves, head, shard: shard.canisterId, time_ns: state.time_ns };
}

/**
 * The head of a bucket's log, proven to begin with the log at a head that was verified before, on whatever shard that was.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function proveBucketLogConsistency(
  vault: Vault,
  bucket: number,
  earlier: LogHead,
): Promise<Certified<BucketLogHead>> {
  const { answer, shard } = await askBucket(vault, bucket, {
    method: 'prove_bucket_log_consistency',
    at: ({ service }) => service.prove_bucket_log_consistency({ bucket, first: earlier.size, second: [] }),
  });
  const state = await verifyAnswer(shard, answer.proof);
  const head = verifyBucketHead(state, bucket, blob(answer.head));
  verifyConsistency(earlier, head, answer.path.map(blob));
  return { value: head, time_ns: state.time_ns };
}

function verifyBucketHead(state: CertifiedState, bucket: number, bytes: Uint8Array): BucketLogHead {
  verifyRecord(state, bucketPath(bucket), bytes);
  const head = decodeItem<BucketHead>('BucketHead', bytes);
  expectSame('bucket', BigInt(bucket), BigInt(head.bucket));
  return { bucket, epoch: head.epoch, size: head.log_size, root: blob(head.log_root) };
}
