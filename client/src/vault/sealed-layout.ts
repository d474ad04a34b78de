import { DerivedKeyMaterial } from '@dfinity/vetkeys';
import type { Principal } from '@dfinity/principal';

/** Which key: of one class of one subject, in one epoch. */
export interface RecordKeyName {
  readonly subject: Principal;
  readonly class: string;
  readonly epoch: number;
}

/** A sealed body begins with it: "iseal1". Source: docs/vault-sealed-records.md. */
export const SEALED_MAGIC = new TextEncoder().encode('iseal1');

/** Units: bytes of the content key under which a body is encrypted. */
export const CONTENT_KEY_BYTES = 32;

/** Units: bytes of magic and epoch. */
export const SEALED_HEADER_BYTES = SEALED_MAGIC.length + 4;

const CONTENT_DOMAIN = 'indus-vault-sealed-1 content';

/** The vetKD input of a key, which is also the identity that a body is sealed for. */
export function keyInput({ subject, class: code, epoch }: RecordKeyName): Uint8Array {
  const principal = subject.toUint8Array();
  const text = new TextEncoder().encode(code);
  return Uint8Array.from([
    ...bigEndian32(principal.length),
    ...principal,
    ...bigEndian32(text.length),
    ...text,
    ...bigEndian32(epoch),
  ]);
}

/** A number as the layout writes it. Bounds: 0 to 2^32 - 1. */
export function bigEndian32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Encrypts under a content key: a nonce of 12 bytes, then AES-256-GCM of a key derived by HKDF. */
export async function encryptContent(contentKey: Uint8Array, body: Uint8Array): Promise<Uint8Array> {
  return (await materialOf(contentKey)).encryptMessage(body, CONTENT_DOMAIN);
}

/** Opens what {@link encryptContent} made. Errors: the library's, when key or bytes are others. */
export async function decryptContent(contentKey: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> {
  return (await materialOf(contentKey)).decryptMessage(sealed, CONTENT_DOMAIN);
}

async function materialOf(contentKey: Uint8Array): Promise<DerivedKeyMaterial> {
  const bytes = Uint8Array.from(contentKey);
  const key = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  return DerivedKeyMaterial.fromCryptoKey(key);
}
