import type { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import type { LedgerEntry, LedgerLeaf } from '../generated/vault.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import { type LogHead, verifyConsistency, verifyRange } from '../verify/merkle-log.ts';
import { blob, type Certified, expectSame, verifyAnswer } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import { verifyHead } from './read-head.ts';
import { askVault, type Vault } from './vault.ts';

/** One position of a ledger: what happened, or that it is under seal until its time. */
export type LedgerPosition =
  | { readonly kind: 'open'; readonly entry: LedgerEntry }
  | {
      readonly kind: 'sealed';
      readonly sequence: bigint;
      readonly at_ns: bigint;
      readonly reveal_at_ns: bigint;
    }
  | { readonly kind: 'revealed'; readonly entry: LedgerEntry; readonly reveal_at_ns: bigint };

/** Positions of a ledger in order, and the head that they are proven against. */
export interface LedgerPage {
  readonly positions: readonly LedgerPosition[];
  /** The exact bytes of the leaves, as a receipt keeps them. */
  readonly leaves: readonly Uint8Array[];
  /** What was revealed of leaves under seal, by position; each is what its leaf has committed to. */
  readonly revealed: ReadonlyMap<bigint, Uint8Array>;
  readonly head: LogHead;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** Leaves of a page unless told otherwise. Bounds: 1 to 50. */
export const LEDGER_PAGE = 50;

/**
 * Who looked at what is held on the caller, from a position on: proven to stand there without a gap.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function listLedger(
  vault: Vault,
  subject: Principal,
  from: bigint,
  limit = LEDGER_PAGE,
): Promise<LedgerPage> {
  const { answer, shard } = await askVault(vault, subject, {
    method: 'list_ledger',
    at: ({ service }) => service.list_ledger({ subject, from, limit }),
  });
  const state = await verifyAnswer(shard, answer.proof);
  const subjectHead = verifyHead(vault, subject, state, blob(answer.head));
  const head = { size: subjectHead.ledger_size, root: blob(subjectHead.ledger_root) };
  const leaves = answer.leaves.map(blob);
  if (leaves.length === 0 && from < head.size) {
    throw new ProofInvalid('log', `expected leaves from ${from} of ${head.size}, got none`);
  }
  verifyRange(leaves, from, answer.path.map(blob), head);
  const revealed = new Map(answer.revealed.map(({ sequence, entry }) => [sequence, blob(entry)]));
  const positions = leaves.map((leaf, at) => readLeaf(leaf, from + BigInt(at), revealed));
  return { positions, leaves, revealed, head, time_ns: state.time_ns };
}

/**
 * The head of the caller's ledger, proven to begin with the ledger at a head that was verified before: nothing was taken
 * back or changed since.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function proveLedgerConsistency(
  vault: Vault,
  subject: Principal,
  earlier: LogHead,
): Promise<Certified<LogHead>> {
  const { answer, shard } = await askVault(vault, subject, {
    method: 'prove_ledger_consistency',
    at: ({ service }) => service.prove_ledger_consistency({ subject, first: earlier.size, second: [] }),
  });
  const state = await verifyAnswer(shard, answer.proof);
  const subjectHead = verifyHead(vault, subject, state, blob(answer.head));
  const head = { size: subjectHead.ledger_size, root: blob(subjectHead.ledger_root) };
  verifyConsistency(earlier, head, answer.path.map(blob));
  return { value: head, time_ns: state.time_ns };
}

/** What a proven leaf says; a revealed entry must be the one that was committed to. Errors: ProofInvalid `log`. */
export function readLeaf(
  bytes: Uint8Array,
  sequence: bigint,
  revealed: ReadonlyMap<bigint, Uint8Array>,
): LedgerPosition {
  const leaf = decodeItem<LedgerLeaf>('LedgerLeaf', bytes);
  if ('open' in leaf) {
    expectSame('ledger entry', sequence, leaf.open.sequence);
    return { kind: 'open', entry: leaf.open };
  }
  const { commitment, reveal_at_ns, at_ns } = leaf.sealed;
  expectSame('ledger entry', sequence, leaf.sealed.sequence);
  const content = revealed.get(sequence);
  if (!content) return { kind: 'sealed', sequence, at_ns, reveal_at_ns };
  if (!equalBytes(sha256(content), blob(commitment))) {
    throw new ProofInvalid('log', `expected the entry that position ${sequence} committed to`);
  }
  const entry = decodeItem<LedgerEntry>('LedgerEntry', content);
  expectSame('ledger entry', sequence, entry.sequence);
  return { kind: 'revealed', entry, reveal_at_ns };
}
