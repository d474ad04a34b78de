import { sha256 } from '@noble/hashes/sha2';

/** The hash by which a consent names the text that was shown when it was given. Shape: SHA-256 of the text in UTF-8, 32 bytes. */
export function hashShownText(shown: string): Uint8Array {
  return sha256(new TextEncoder().encode(shown));
}
