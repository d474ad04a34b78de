import { encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import { u64Key } from '@indus/kit/key';
import type { Receipt } from './answers.ts';
import { LedgerEntry, LedgerLeaf } from './ledger-entry.ts';
import { SALT_SIZE_BYTES } from './limits.ts';
import { giveNotice } from './give-notice.ts';
import type { Visit } from './visit.ts';

/** The digest of an answer that was not given. */
export const NO_RESULT = new Uint8Array(32);

/** What an act says of itself; the rest the ledger knows. */
export type ActDraft = Omit<LedgerEntry, 'subject' | 'sequence' | 'at_ns' | 'caller' | 'salt'>;

declare const isRecorded: unique symbol;

/** A value that may leave the vault, since the act that gave it is in the ledger: nothing else makes one. */
export interface Recorded<Value> {
  readonly value: Value;
  readonly [isRecorded]: true;
}

/** The ledger's answer to an act. */
export interface RecordedAct {
  readonly receipt: Receipt;
  /** Lets the result of the act leave. */
  release<Value>(value: Value): Recorded<Value>;
}

/**
 * Writes an act into the subject's ledger and the hash of its leaf into the bucket's log. Whoever acts for the first time
 * makes a notice, unless the entry is under seal until `revealAtNs`.
 * Context: after every check; the caller commits.
 */
export function recordAct(visit: Visit, draft: ActDraft, revealAtNs?: bigint): RecordedAct {
  const { vault, env, dossier } = visit;
  const sequence = BigInt(dossier.ledger.size);
  const { subject, bucket } = dossier.key;
  const entry: LedgerEntry = {
    ...draft,
    subject,
    sequence,
    at_ns: env.nowNs,
    caller: env.caller,
    salt: vault.random.bytes(SALT_SIZE_BYTES),
  };
  const bytes = encodeRecord(LedgerEntry, entry);
  const leaf = revealAtNs === undefined ? { open: entry } : sealedLeaf(entry, bytes, revealAtNs);
  const leafBytes = encodeRecord(LedgerLeaf, leaf);
  const leaf_sha256 = sha256(leafBytes);
  dossier.ledger.append(leafBytes);
  vault.logLeaf(bucket, leaf_sha256);
  if (revealAtNs === undefined) noticeNewReader(visit, entry);
  else dossier.hidden.set(u64Key(sequence), bytes);
  const receipt: Receipt = { sequence, at_ns: env.nowNs, leaf_sha256 };
  return { receipt, release: <Value>(value: Value) => ({ value }) as Recorded<Value> };
}

function sealedLeaf(entry: LedgerEntry, bytes: Uint8Array, revealAtNs: bigint): LedgerLeaf {
  const { sequence, at_ns } = entry;
  return { sealed: { sequence, at_ns, commitment: sha256(bytes), reveal_at_ns: revealAtNs } };
}

function noticeNewReader(visit: Visit, entry: LedgerEntry): void {
  const { env, dossier } = visit;
  const { subject } = dossier.key;
  const reader = env.caller.toUint8Array();
  if (env.caller.compareTo(subject) === 'eq' || dossier.readers.get(reader) !== undefined) return;
  dossier.readers.set(reader, u64Key(entry.sequence));
  const { organisation, caller, sequence } = entry;
  giveNotice(visit, { new_reader: { organisation, caller, sequence } });
}
