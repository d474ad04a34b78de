import { ByteReader } from '@indus/kit/byte-reader';
import type { RecordClass } from '@indus/kit/directory-feed';
import type { Dossier } from './dossier.ts';
import { SEALED_BODY_SIZE_BYTES_MIN } from './limits.ts';
import { refuse } from './refuse.ts';

/** Bodies of sealed classes begin with it: "iseal1". Source: docs/vault-sealed-records.md. */
export const SEALED_BODY_MAGIC = Uint8Array.from([0x69, 0x73, 0x65, 0x61, 0x6c, 0x31]);

/** The epoch of the key that opens a body; nothing when the body is no ciphertext. */
export function sealedEpochOf(body: Uint8Array): number | undefined {
  const isSealed =
    body.length >= SEALED_BODY_SIZE_BYTES_MIN && SEALED_BODY_MAGIC.every((byte, at) => body[at] === byte);
  return isSealed ? new ByteReader(body, SEALED_BODY_MAGIC.length).u32() : undefined;
}

/**
 * Holds a new body of a sealed class against the key under which it must be sealed now.
 * Errors: SealedUnderOldKey with the epoch to seal under.
 */
export function checkKeyEpoch(dossier: Dossier, recordClass: RecordClass, body: Uint8Array): void {
  if (!recordClass.sealed) return;
  const epoch = dossier.keyEpoch.now;
  if (sealedEpochOf(body) !== epoch) refuse({ SealedUnderOldKey: { class: recordClass.code, epoch } });
}
