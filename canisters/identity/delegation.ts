import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { compareBytes, concatBytes } from '@indus/kit/bytes';
import { ascii } from '@indus/kit/hash-tree';
import { sha256 } from '@indus/kit/sha256';

const DOMAIN = concatBytes(Uint8Array.of(26), ascii('ic-request-auth-delegation'));

/** What lets a session key act. Units: nanoseconds. */
export interface Delegation {
  readonly pubkey: Uint8Array;
  readonly expiration: bigint;
  /** Canisters for which it is good; nothing: for all. */
  readonly targets: [] | [readonly Principal[]];
}

/** A delegation with the canister's signature. */
export interface SignedDelegation {
  readonly delegation: Delegation;
  readonly signature: Uint8Array;
}

/** Candid type of {@link SignedDelegation}. */
export const SignedDelegation = IDL.Record({
  delegation: IDL.Record({
    pubkey: IDL.Vec(IDL.Nat8),
    expiration: IDL.Nat64,
    targets: IDL.Opt(IDL.Vec(IDL.Principal)),
  }),
  signature: IDL.Vec(IDL.Nat8),
});

/**
 * The bytes that are signed for a delegation without targets.
 * Source: IC interface specification, "Authentication" and "Representation-independent hashing of structured data".
 */
export function delegationMessage(sessionKey: Uint8Array, expiration: bigint): Uint8Array {
  const fields = [
    concatBytes(sha256(ascii('pubkey')), sha256(sessionKey)),
    concatBytes(sha256(ascii('expiration')), sha256(leb128(expiration))),
  ].sort(compareBytes);
  return concatBytes(DOMAIN, sha256(concatBytes(...fields)));
}

/** Source: IC interface specification: natural numbers are hashed in unsigned LEB128. */
function leb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if (rest < 0x80n) return Uint8Array.from([...bytes, low]);
    bytes.push(low | 0x80);
  }
}
