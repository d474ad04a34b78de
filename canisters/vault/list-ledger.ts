import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { caseOfRecord, decodeRecord } from '@indus/kit/record-codec';
import type { LedgerConsistency, LedgerPage } from './answers.ts';
import { checkLimit } from './check-text.ts';
import type { Dossier } from './dossier.ts';
import { LedgerLeaf } from './ledger-entry.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import { openOwnDossier } from './open-dossier.ts';
import { refuse } from './refuse.ts';
import type { LedgerConsistencyRequest, LedgerRequest } from './reading-requests.ts';
import type { Vault } from './storage.ts';

/**
 * Leaves of the subject's own ledger from a position on, with the range proof against her head, and the content of those
 * that were under seal and have been revealed.
 * Errors: NotSubject, WrongShard, BucketMoving; Invalid for the limit; OutOfLedger.
 */
export function listLedger(vault: Vault, env: Env, request: LedgerRequest): LedgerPage {
  const visit = openOwnDossier(vault, env, request.subject);
  const { dossier } = visit;
  checkLimit(request.limit, PAGE_ITEMS_MAX);
  const leaves = leavesFrom(dossier, request.from, request.limit);
  const { ledger } = dossier;
  const from = Number(request.from);
  return {
    head: headOf(dossier),
    from: request.from,
    leaves,
    path: ledger.rangePath(from, from + leaves.length, ledger.size),
    revealed: leaves.flatMap((leaf, at) => revealedOf(dossier, env, BigInt(from + at), leaf)),
    proof: proofOfHead(vault, env, dossier),
  };
}

/**
 * That the ledger as the subject once saw it is the beginning of what it is now.
 * Errors: NotSubject, WrongShard, BucketMoving; OutOfLedger.
 */
export function proveLedgerConsistency(
  vault: Vault,
  env: Env,
  request: LedgerConsistencyRequest,
): LedgerConsistency {
  const visit = openOwnDossier(vault, env, request.subject);
  const { dossier } = visit;
  const size = BigInt(dossier.ledger.size);
  const second = request.second[0] ?? size;
  if (second > size || request.first > second) refuse({ OutOfLedger: { size } });
  return {
    head: headOf(dossier),
    path: dossier.ledger.consistencyPath(Number(request.first), Number(second)),
    proof: proofOfHead(vault, env, dossier),
  };
}

/** Leaves from a position on. Errors: OutOfLedger beyond the end. */
export function leavesFrom(dossier: Dossier, from: bigint, limit: number): Uint8Array[] {
  const { size } = dossier.ledger;
  if (from > BigInt(size)) refuse({ OutOfLedger: { size: BigInt(size) } });
  const first = Number(from);
  const count = Math.min(limit, size - first);
  return Array.from({ length: count }, (_, at) => dossier.ledger.entry(first + at));
}

function revealedOf(
  dossier: Dossier,
  env: Env,
  sequence: bigint,
  bytes: Uint8Array,
): { readonly sequence: bigint; readonly entry: Uint8Array }[] {
  if (caseOfRecord(LedgerLeaf, bytes) !== 'sealed') return [];
  const leaf = decodeRecord<LedgerLeaf>(LedgerLeaf, bytes);
  if (!('sealed' in leaf) || env.nowNs < leaf.sealed.reveal_at_ns) return [];
  const entry = dossier.hidden.get(u64Key(sequence));
  return entry === undefined ? [] : [{ sequence, entry }];
}

/** The head; a dossier without anything has none, and an empty one stands for it. */
function headOf(dossier: Dossier): Uint8Array {
  return dossier.headBytes() ?? new Uint8Array(0);
}

function proofOfHead(vault: Vault, env: Env, dossier: Dossier): LedgerPage['proof'] {
  return vault.proof(env, { subjects: vault.subjectTree(dossier, [{ kind: 'head' }]) });
}
