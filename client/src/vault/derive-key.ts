import { DerivedPublicKey, EncryptedVetKey, TransportSecretKey } from '@dfinity/vetkeys';
import type { ReadRequest } from '../generated/vault.ts';
import { CallFailed } from '../call-failed.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { blob } from '../verify/verified-answer.ts';
import { openSealedBody, type RecordKey } from './open-sealed-body.ts';
import { type RecordsRead, takeRead } from './read-records.ts';
import { readSealingKey } from './read-sealing-key.ts';
import { keyInput } from './sealed-layout.ts';
import { askVault, type Vault } from './vault.ts';

/** Records of one sealed class, opened, with the key that opens others of the same epoch. */
export interface SealedRecordsRead extends RecordsRead {
  readonly key?: RecordKey;
}

/** Which records; the read names exactly one class. */
export interface SealedSearch {
  readonly read: ReadRequest;
  /** Absent: the epoch of the newest. */
  readonly epoch?: number;
  /** From an earlier {@link readSealingKey}; it never changes. */
  readonly publicKey?: Uint8Array;
}

/**
 * Reads records of a sealed class with their key, which crosses the network encrypted to a key of this call alone, and opens
 * them here. It counts as one read; the subject's ledger has it, granted or denied.
 * Errors: VaultRefused, CallFailed; ProofInvalid `record` for a key or a body that is not the one of its name.
 */
export async function deriveKey(
  vault: Vault,
  { read, epoch, publicKey }: SealedSearch,
): Promise<SealedRecordsRead> {
  const { subject, record_classes } = read;
  const [code] = record_classes;
  if (code === undefined) throw new CallFailed('invalid_input', 'expected one class, got none');
  const ask = { subject, class: code, organisation: [] as [] };
  const sealedUnder = publicKey ?? (await readSealingKey(vault, ask)).publicKey;
  const transport = TransportSecretKey.random();
  const request = {
    read,
    transport_public_key: transport.publicKeyBytes(),
    epoch: (epoch === undefined ? [] : [epoch]) as [] | [number],
  };
  const { answer } = await askVault(vault, subject, {
    method: 'derive_record_key',
    at: ({ service }) => service.derive_record_key(request),
  });
  const taken = takeRead(answer.read, true);
  const [encrypted] = answer.encrypted_key;
  const [keyEpoch] = answer.epoch;
  if (!encrypted || keyEpoch === undefined) return taken;
  const name = { subject, class: code, epoch: keyEpoch };
  const key = { name, key: decrypt(blob(encrypted), { transport, sealedUnder, input: keyInput(name) }) };
  const records = await Promise.all(
    taken.records.map(async ({ record, body }) =>
      body === undefined ? { record } : { record, body: await openSealedBody(key, body) },
    ),
  );
  return { ...taken, records, key };
}

function decrypt(
  encrypted: Uint8Array,
  by: {
    readonly transport: TransportSecretKey;
    readonly sealedUnder: Uint8Array;
    readonly input: Uint8Array;
  },
): RecordKey['key'] {
  try {
    const publicKey = DerivedPublicKey.deserialize(by.sealedUnder);
    return EncryptedVetKey.deserialize(encrypted).decryptAndVerify(by.transport, publicKey, by.input);
  } catch (cause) {
    throw new ProofInvalid('record', 'expected the key that belongs to the public key', { cause });
  }
}
