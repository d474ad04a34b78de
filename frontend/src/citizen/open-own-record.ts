import {
  deriveKey,
  openSealedBody,
  ProofInvalid,
  readBodies,
  sealedEpoch,
  type vault as vaultTypes,
} from '@indus/client';
import { certifiedNow } from '../network/use-verified.ts';
import type { Network } from '../network/network.ts';

/** What a sealed record says, opened on this device. */
export interface OpenedRecord {
  readonly body: Uint8Array;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/**
 * Opens one sealed record of the person who is signed in. Its key is derived for this call alone, and her ledger has the call.
 * Errors: VaultRefused, CallFailed; ProofInvalid `record` for a body or a key that is not the record's.
 */
export async function openOwnRecord(
  { vault, principal: subject }: Network,
  record: vaultTypes.Record,
): Promise<OpenedRecord> {
  const [sealed] = await readBodies(vault, subject, [record]);
  const epoch = sealed && sealedEpoch(sealed);
  if (!sealed || epoch === undefined) throw new ProofInvalid('record', 'expected a sealed body');
  const { key } = await deriveKey(vault, {
    read: {
      subject,
      basis: { subject: null },
      purpose: [],
      organisation: [],
      on_behalf_of: [],
      mode: { view: null },
      record_classes: [record.class],
      details: [record.detail],
      from_ns: record.from_ns,
      to_ns: record.to_ns,
      cursor: [],
      limit: 1,
    },
    epoch,
  });
  if (!key) throw new ProofInvalid('record', 'expected the key of the record, got none');
  const { value, time_ns } = certifiedNow(await openSealedBody(key, sealed));
  return { body: value, time_ns };
}
