import { proveBucketLogConsistency, readBucketLog, type Vault } from '@indus/client';
import { compareWithLastVisit } from '../offline/seen-head.ts';

/** What a check of all buckets has shown. */
export interface BucketsChecked {
  readonly buckets: number;
  /** Of how many this device had seen an earlier head. */
  readonly known: number;
  /** Entries of all logs together, and those that came since. */
  readonly entries: bigint;
  readonly added: bigint;
}

/** Buckets that are asked at the same time: more would only wait at the network. */
const AT_ONCE = 4;

/**
 * Holds the log of every bucket against what this device last saw of it: each begins with that, or it is an error.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function checkBuckets(
  vault: Vault,
  onProgress: (done: number) => void,
): Promise<BucketsChecked> {
  const found = { known: 0, entries: 0n, added: 0n };
  const waiting = Array.from({ length: vault.buckets }, (_, bucket) => bucket);
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let bucket = waiting.shift(); bucket !== undefined; bucket = waiting.shift()) {
      const { head, since } = await checkBucket(vault, bucket);
      const size = head?.size ?? 0n;
      found.entries += size;
      if (since) found.known += 1;
      if (since) found.added += size - since.size;
      done += 1;
      onProgress(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { buckets: vault.buckets, ...found };
}

function checkBucket(vault: Vault, bucket: number) {
  return compareWithLastVisit(`${vault.entry.toText()} bucket ${bucket}`, {
    prove: (earlier) => proveBucketLogConsistency(vault, bucket, earlier),
    async read() {
      const { head, time_ns } = await readBucketLog(vault, { bucket, from: 0n, limit: 1 });
      return { value: head, time_ns };
    },
  });
}
