import { listShards, listWork, type Vault, type WorkItem } from '@indus/client';

/** Everything that an organisation has to answer, what is due first before the rest. */
export interface AllWork {
  readonly items: readonly WorkItem[];
  /** Whether more waits than is shown. */
  readonly isCut: boolean;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** Items that are read from one shard: the first of them are due first. */
const SHARD_ITEMS_MAX = 50;

/** The work of an organisation over all shards. Errors: VaultRefused, CallFailed, ProofInvalid. */
export async function readAllWork(vault: Vault, organisation: bigint, nowMs: number): Promise<AllWork> {
  const shards = await listShards(vault);
  const pages = await Promise.all(
    shards.map((shard) => listWork(vault.shardAt(shard), { organisation, limit: SHARD_ITEMS_MAX })),
  );
  const items = pages.flatMap((page) => page.items).toSorted(byDueTime);
  return {
    items,
    isCut: pages.some(({ next }) => next !== undefined),
    time_ns: BigInt(nowMs) * 1_000_000n,
  };
}

function byDueTime(one: WorkItem, other: WorkItem): number {
  if (one.due_at_ns === other.due_at_ns) return 0;
  return one.due_at_ns < other.due_at_ns ? -1 : 1;
}
