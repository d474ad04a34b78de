import {
  type LedgerPage,
  type LedgerPosition,
  listLedger,
  type Principal,
  readHead,
  type Vault,
} from '@indus/client';

/** The newest part of a ledger, newest first. */
export interface LatestPositions {
  readonly positions: readonly LedgerPosition[];
  /** How many entries the ledger has. */
  readonly size: bigint;
  /** Head that the entries were proven against; absent while nothing was ever written. */
  readonly head?: LedgerPage['head'];
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** Entries that one call gives at most. */
const PAGE = 50n;

/**
 * Entries of a person's ledger, newest first; each proven to stand at its position.
 * Bounds: `limit` to 500; `before` is the position after the newest wanted, the end of the ledger unless told.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readLatestPositions(
  vault: Vault,
  subject: Principal,
  { limit, before }: { readonly limit: bigint; readonly before?: bigint },
): Promise<LatestPositions> {
  const { value, time_ns } = await readHead(vault, subject);
  const size = value?.ledger_size ?? 0n;
  const end = before === undefined || before > size ? size : before;
  const start = end > limit ? end - limit : 0n;
  const positions: LedgerPosition[] = [];
  let oldest = time_ns;
  let head: LedgerPage['head'] | undefined;
  for (let from = start; from < end; from += PAGE) {
    const count = end - from < PAGE ? end - from : PAGE;
    const page = await listLedger(vault, subject, from, Number(count));
    positions.push(...page.positions);
    head = page.head;
    if (page.time_ns < oldest) oldest = page.time_ns;
  }
  return { positions: positions.reverse(), size, time_ns: oldest, ...(head ? { head } : {}) };
}
