import { IbeCiphertext, type VetKey } from '@dfinity/vetkeys';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import {
  CONTENT_KEY_BYTES,
  decryptContent,
  type RecordKeyName,
  SEALED_HEADER_BYTES,
  SEALED_MAGIC,
} from './sealed-layout.ts';

/** The key of one class of one subject in one epoch. It opens everything that was sealed under its name. */
export interface RecordKey {
  readonly name: RecordKeyName;
  readonly key: VetKey;
}

/** The epoch of the key that opens a sealed body; nothing when the body is not sealed. */
export function sealedEpoch(body: Uint8Array): number | undefined {
  const isSealed =
    body.length > SEALED_HEADER_BYTES && equalBytes(body.subarray(0, SEALED_MAGIC.length), SEALED_MAGIC);
  return isSealed ? new DataView(body.buffer, body.byteOffset).getUint32(SEALED_MAGIC.length) : undefined;
}

/**
 * What was sealed.
 * Errors: ProofInvalid `record` when the body is not sealed, was changed, or was sealed under another name.
 */
export async function openSealedBody({ name, key }: RecordKey, body: Uint8Array): Promise<Uint8Array> {
  const epoch = sealedEpoch(body);
  if (epoch !== name.epoch) {
    throw new ProofInvalid(
      'record',
      `expected a body sealed in epoch ${name.epoch}, got ${epoch ?? 'one that is not sealed'}`,
    );
  }
  const keyEnd = SEALED_HEADER_BYTES + IbeCiphertext.ciphertextSize(CONTENT_KEY_BYTES);
  try {
    const sealedKey = IbeCiphertext.deserialize(body.slice(SEALED_HEADER_BYTES, keyEnd));
    return await decryptContent(sealedKey.decrypt(key), body.slice(keyEnd));
  } catch (cause) {
    throw new ProofInvalid('record', `expected a body sealed for ${name.class}`, { cause });
  }
}
