import type { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import type { Record as HeldRecord, RecordBody } from '../generated/vault.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import { blob } from '../verify/verified-answer.ts';
import { askVault, type Vault } from './vault.ts';

/**
 * Bodies of the caller's own records, each proven to be the one that its record commits to; in the order of the records.
 * Bounds: 1 to 20 records, 1 MiB together.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readBodies(
  vault: Vault,
  subject: Principal,
  records: readonly HeldRecord[],
): Promise<Uint8Array[]> {
  const names = records.map(({ id, version }) => ({ id, version }));
  const { answer } = await askVault(vault, subject, {
    method: 'read_bodies',
    at: ({ service }) => service.read_bodies({ subject, names }),
  });
  return records.map((record, at) => openBody(record, answer[at]));
}

/**
 * The body that opens a record's commitment.
 * Errors: ProofInvalid `record` without one, or with another.
 * Source: docs/vault-certified-layout.md.
 */
export function openBody(record: HeldRecord, given: RecordBody | undefined): Uint8Array {
  if (!given || given.id !== record.id || given.version !== record.version) {
    throw new ProofInvalid('record', `expected the body of record ${record.id}, got none`);
  }
  const body = blob(given.body);
  const opened = sha256(Uint8Array.from([...blob(given.salt), ...body]));
  if (!equalBytes(opened, blob(record.commitment))) {
    throw new ProofInvalid('record', `expected the body that record ${record.id} commits to`);
  }
  return body;
}
