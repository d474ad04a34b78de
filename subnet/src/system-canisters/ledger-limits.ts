/** Bounds of the ledgers. */

/** How far back `created_at_time` may lie. Source: ICRC-1, "Transaction deduplication"; both ledgers use 24 hours. */
export const TRANSACTION_WINDOW_NS = 24n * 60n * 60n * 1_000_000_000n;
/** How far ahead it may lie. */
export const PERMITTED_DRIFT_NS = 2n * 60n * 1_000_000_000n;
/** Bounds: bytes of an ICRC-1 memo on both ledgers (`icrc1:max_memo_length`). */
export const MEMO_BYTES_MAX = 32;
/** Deduplication records are dropped at most this often. */
export const PRUNE_PERIOD_NS = 60n * 60n * 1_000_000_000n;
/** Blocks in one reply of icrc3_get_blocks. */
export const BLOCKS_PER_REPLY_MAX = 50n;
