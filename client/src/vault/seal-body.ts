import { DerivedPublicKey, IbeCiphertext, IbeIdentity, IbeSeed } from '@dfinity/vetkeys';
import {
  bigEndian32,
  CONTENT_KEY_BYTES,
  encryptContent,
  keyInput,
  type RecordKeyName,
  SEALED_MAGIC,
} from './sealed-layout.ts';

/**
 * Seals a body for whoever gets the key of that name: by identity-based encryption, so that the issuer needs no secret and
 * could not open it again. The vault sees the result alone.
 * Source: docs/vault-sealed-records.md.
 */
export async function sealBody(
  name: RecordKeyName,
  publicKey: Uint8Array,
  body: Uint8Array,
): Promise<Uint8Array> {
  const contentKey = crypto.getRandomValues(new Uint8Array(CONTENT_KEY_BYTES));
  const sealedKey = IbeCiphertext.encrypt(
    DerivedPublicKey.deserialize(publicKey),
    IbeIdentity.fromBytes(keyInput(name)),
    contentKey,
    IbeSeed.random(),
  ).serialize();
  const content = await encryptContent(contentKey, body);
  return Uint8Array.from([...SEALED_MAGIC, ...bigEndian32(name.epoch), ...sealedKey, ...content]);
}
