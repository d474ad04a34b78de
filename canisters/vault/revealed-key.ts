import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';

const REVEALED = Uint8Array.of(0);

/** The key in the table of hidden entries that says that one was revealed. */
export function revealedKey(sequence: bigint): Uint8Array {
  return concatBytes(u64Key(sequence), REVEALED);
}
