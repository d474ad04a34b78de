import { Principal } from '@dfinity/principal';
import { canisterPublicKey } from '@indus/kit/canister-signature';
import { concatBytes } from '@indus/kit/bytes';
import { ascii } from '@indus/kit/hash-tree';
import { shortBytesKey } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import { checkOrigin } from './check-origin.ts';
import type { Provider } from './storage.ts';

/** Who a person is at one front-end. */
export interface Pseudonym {
  /** Under this seed the canister signs for her there. */
  readonly seed: Uint8Array;
  /** The public key of those signatures, DER. */
  readonly userKey: Uint8Array;
}

/**
 * The pseudonym of an anchor at a front-end: it follows from both and the salt, and without the salt two of them tell
 * nothing of each other.
 * Errors: Invalid for the origin; NotReady.
 * Source: Internet Identity specification, "Identity design and data model".
 */
export function pseudonymOf(provider: Provider, anchor: bigint, origin: string): Pseudonym {
  const frontend = checkOrigin(origin);
  const parts = [provider.salt.bytes, ascii(String(anchor)), ascii(frontend)];
  const seed = sha256(concatBytes(...parts.map(shortBytesKey)));
  return { seed, userKey: canisterPublicKey(provider.self, seed) };
}

/** The principal of a pseudonym. */
export function principalOf({ userKey }: Pseudonym): Principal {
  return Principal.selfAuthenticating(userKey);
}
