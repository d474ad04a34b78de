import { principalBytes, principalKey, type PrincipalKey } from '../principal.ts';

/** The ids of this subnet: every u64 followed by 01 01, in big-endian order. Source: interface specification, "Canister ranges". */
export const CANISTER_RANGE: readonly [first: Uint8Array, last: Uint8Array] = [
  canisterIdOf(0n),
  canisterIdOf(0xffff_ffff_ffff_ffffn),
];

/** The canister id with the given number. */
export function canisterKeyOf(number: bigint): PrincipalKey {
  return principalKey(canisterIdOf(number));
}

/** Belongs the id to this subnet? */
export function isInRange(canister: PrincipalKey): boolean {
  const bytes = principalBytes(canister);
  return bytes.length === 10 && bytes[8] === 1 && bytes[9] === 1;
}

function canisterIdOf(number: bigint): Uint8Array {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setBigUint64(0, number);
  bytes[8] = 1;
  bytes[9] = 1;
  return bytes;
}
