import { sha256 } from '@noble/hashes/sha2';
import type {
  ReadRecords,
  ReadRequest,
  Receipt as LedgerReceipt,
  Record as HeldRecord,
} from '../generated/vault.ts';
import { blob } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import { openBody } from './read-bodies.ts';
import { askVault, type Vault } from './vault.ts';

/** A record that was read for somebody else, with its body unless only metadata were asked for. */
export interface ReadRecord {
  readonly record: HeldRecord;
  readonly body?: Uint8Array;
}

/** What a read answered; the subject finds it in her ledger by the receipt. */
export interface RecordsRead {
  readonly records: readonly ReadRecord[];
  readonly next?: Uint8Array;
  /** Until when what was read may be kept; absent: without end. Units: nanoseconds since 1970-01-01 UTC. */
  readonly delete_by_ns?: bigint;
  readonly receipt: LedgerReceipt;
  /** What the ledger says was answered: SHA-256 over the records' bytes. */
  readonly result_sha256: Uint8Array;
}

/**
 * Reads records of a subject on a lawful basis. The answer is certified by the subnet; each body opens the commitment of its
 * record. A refusal stands in the subject's ledger like a read.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readRecords(vault: Vault, request: ReadRequest): Promise<RecordsRead> {
  const { answer } = await askVault(vault, request.subject, {
    method: 'read_records',
    at: ({ service }) => service.read_records(request),
  });
  return takeRead(answer, !('query_only' in request.mode));
}

/** Holds what a read answered together: each body opens the commitment of its record. Errors: ProofInvalid `record`. */
export function takeRead(answer: ReadRecords, withBodies: boolean): RecordsRead {
  const bytes = answer.records.map(blob);
  const records = bytes.map((record, at): ReadRecord => {
    const value = decodeItem<HeldRecord>('Record', record);
    return withBodies ? { record: value, body: openBody(value, answer.bodies[at]) } : { record: value };
  });
  const [next] = answer.next;
  const [deleteBy] = answer.delete_by_ns;
  return {
    records,
    receipt: answer.receipt,
    result_sha256: sha256(Uint8Array.from(bytes.flatMap((part) => [...part]))),
    ...(next ? { next: blob(next) } : {}),
    ...(deleteBy === undefined ? {} : { delete_by_ns: deleteBy }),
  };
}
