import type { SignIdentity } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { hmac } from '@noble/hashes/hmac';
import { sha512 } from '@noble/hashes/sha2';
import { generateMnemonic, mnemonicToSeed, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english';

/** Words of a phrase: 256 bits of chance. */
export const RECOVERY_WORDS = 24;
const STRENGTH_BITS = 256;
const HARDENED = 0x8000_0000;
/** m/44'/223'/0'/0'/0': coin 223 is the Internet Computer's; Internet Identity's phrases have all five levels hardened. */
const PATH = [44, 223, 0, 0, 0];

/** A new phrase. Source: BIP-39, English word list. */
export function generateRecoveryPhrase(): readonly string[] {
  return generateMnemonic(wordlist, STRENGTH_BITS).split(' ');
}

/** What may be wrong with a phrase that somebody typed. */
export type PhraseFault =
  | { readonly kind: 'words'; readonly got: number }
  /** Counted from 1. */
  | { readonly kind: 'unknown_word'; readonly position: number }
  /** Every word is known, but they do not belong together: one is mistaken or two changed places. */
  | { readonly kind: 'checksum' };

/** Words of a text that somebody typed: case and spaces do not matter, a user number before them is left out. */
export function recoveryWords(text: string): readonly string[] {
  const words = text.normalize('NFKD').toLowerCase().split(/\s+/u).filter(Boolean);
  return /^\d+$/.test(words[0] ?? '') ? words.slice(1) : words;
}

/** What is wrong with a phrase; undefined when nothing is. */
export function phraseFault(words: readonly string[]): PhraseFault | undefined {
  if (words.length !== RECOVERY_WORDS) return { kind: 'words', got: words.length };
  const unknown = words.findIndex((word) => !wordlist.includes(word));
  if (unknown >= 0) return { kind: 'unknown_word', position: unknown + 1 };
  return validateMnemonic(words.join(' '), wordlist) ? undefined : { kind: 'checksum' };
}

/**
 * The key of a phrase.
 * Context: words without a fault.
 * Source: BIP-39 without a passphrase; SLIP-0010, Ed25519.
 */
export async function identityFromRecoveryPhrase(words: readonly string[]): Promise<SignIdentity> {
  const seed = await mnemonicToSeed(words.join(' '));
  return Ed25519KeyIdentity.fromSecretKey(deriveEd25519(seed, PATH));
}

/** Private key at a path of hardened levels. Source: SLIP-0010, "Master key generation" and "Child key derivation". */
export function deriveEd25519(seed: Uint8Array, path: readonly number[]): Uint8Array {
  let node = hmac(sha512, new TextEncoder().encode('ed25519 seed'), seed);
  for (const index of path) {
    const data = new Uint8Array(37);
    data.set(node.subarray(0, 32), 1);
    new DataView(data.buffer).setUint32(33, index + HARDENED);
    node = hmac(sha512, node.subarray(32), data);
  }
  return node.slice(0, 32);
}
