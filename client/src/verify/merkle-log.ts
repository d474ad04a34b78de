import { sha256 } from '@noble/hashes/sha2';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from './bytes.ts';

/** Bounds: entries of a log that positions are reckoned for. */
export const LOG_SIZE_MAX = 2n ** 53n;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** A log at one moment. */
export interface LogHead {
  readonly size: bigint;
  /** Merkle tree hash, 32 bytes. */
  readonly root: Uint8Array;
}

/** Hash of an entry. Source: RFC 6962, section 2.1. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256.create().update(LEAF).update(entry).digest();
}

/** Hash of two subtrees. Source: RFC 6962, section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(NODE).update(left).update(right).digest();
}

/**
 * Verifies that the entry stands at `sequence` in the log.
 * Errors: ProofInvalid `log`.
 * Source: RFC 6962, section 2.1.1; the walk is RFC 9162, section 2.1.3.2.
 */
export function verifyInclusion(
  entry: Uint8Array,
  sequence: bigint,
  path: readonly Uint8Array[],
  head: LogHead,
): void {
  if (sequence < 0n || sequence >= head.size) {
    throw new ProofInvalid('log', `expected a position below ${head.size}, got ${sequence}`);
  }
  let at = sequence;
  let last = head.size - 1n;
  let hash = leafHash(entry);
  for (const sibling of path) {
    if (last === 0n) throw pathTooLong();
    if (at % 2n === 1n || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [at / 2n, last / 2n];
  }
  if (last !== 0n) throw pathTooShort();
  if (!equalBytes(hash, head.root)) throw notTheRoot();
}

/**
 * Verifies that the log at `first` is the beginning of the log at `second`.
 * Errors: ProofInvalid `log`.
 * Source: RFC 6962, section 2.1.2; the walk is RFC 9162, section 2.1.4.2.
 */
export function verifyConsistency(first: LogHead, second: LogHead, path: readonly Uint8Array[]): void {
  if (first.size > second.size) {
    throw new ProofInvalid('log', `expected a log of at least ${first.size} entries, got ${second.size}`);
  }
  if (first.size === 0n || first.size === second.size) {
    if (path.length > 0) throw pathTooLong();
    const begins = first.size === 0n ? sha256(new Uint8Array()) : second.root;
    if (!equalBytes(first.root, begins)) throw notTheRoot();
    return;
  }
  let at = first.size - 1n;
  let last = second.size - 1n;
  while (at % 2n === 1n) [at, last] = [at / 2n, last / 2n];
  const hashes = at === 0n ? [first.root, ...path] : [...path];
  const seed = hashes.shift();
  if (!seed) throw pathTooShort();
  let before = seed;
  let after = seed;
  for (const sibling of hashes) {
    if (last === 0n) throw pathTooLong();
    if (at % 2n === 1n || at === last) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n];
    } else {
      after = nodeHash(after, sibling);
    }
    [at, last] = [at / 2n, last / 2n];
  }
  if (last !== 0n) throw pathTooShort();
  if (!equalBytes(before, first.root) || !equalBytes(after, second.root)) throw notTheRoot();
}

/**
 * Verifies that the entries stand at `from`, `from + 1`, … in the log.
 * Errors: ProofInvalid `log`.
 * Source: docs/registry-certified-layout.md, section 4.
 */
export function verifyRange(
  entries: readonly Uint8Array[],
  from: bigint,
  path: readonly Uint8Array[],
  head: LogHead,
): void {
  const to = from + BigInt(entries.length);
  if (head.size > LOG_SIZE_MAX || (entries.length > 0 && to > head.size)) {
    throw new ProofInvalid('log', `expected entries below ${head.size}, got ${from} to ${to}`);
  }
  if (head.size === 0n) {
    if (path.length > 0) throw pathTooLong();
    if (!equalBytes(head.root, sha256(new Uint8Array()))) throw notTheRoot();
    return;
  }
  let used = 0;
  const walk = (low: bigint, high: bigint): Uint8Array => {
    if (high <= from || low >= to) {
      const hash = path[used++];
      if (!hash) throw pathTooShort();
      return hash;
    }
    const entry = entries[Number(low - from)];
    if (high - low === 1n && entry) return leafHash(entry);
    const middle = low + largestPowerBelow(high - low);
    const left = walk(low, middle);
    return nodeHash(left, walk(middle, high));
  };
  const root = walk(0n, head.size);
  if (used !== path.length) throw pathTooLong();
  if (!equalBytes(root, head.root)) throw notTheRoot();
}

/** The largest power of two below `size`, which is at least 2. */
function largestPowerBelow(size: bigint): bigint {
  return 1n << BigInt((size - 1n).toString(2).length - 1);
}

function pathTooLong(): ProofInvalid {
  return new ProofInvalid('log', 'expected a path that ends at the root, got a longer one');
}

function pathTooShort(): ProofInvalid {
  return new ProofInvalid('log', 'expected a path up to the root, got a shorter one');
}

function notTheRoot(): ProofInvalid {
  return new ProofInvalid('log', 'expected the path to lead to the root of the log');
}
