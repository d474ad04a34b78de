import type { Principal } from '@dfinity/principal';
import { principalKey, type PrincipalKey } from '../principal.ts';
import { SystemTrap } from './system-canister.ts';

/** Bounds: bytes of a subaccount. Source: ICRC-1, "Account". */
export const SUBACCOUNT_BYTES = 32;

/** Owner of tokens. `subaccount` absent: the default one, which is 32 zero bytes. */
export interface Account {
  readonly owner: PrincipalKey;
  readonly subaccount: Uint8Array | undefined;
}

/** An account as Candid has it. */
export interface AccountArgument {
  readonly owner: Principal;
  readonly subaccount: [] | [Uint8Array];
}

/** Reads an account; the default subaccount in either form is the same. Errors: SystemTrap. */
export function readAccount({ owner, subaccount }: AccountArgument): Account {
  return accountOf(principalKey(owner.toUint8Array()), subaccount);
}

/** The account of an owner and an optional subaccount. Errors: SystemTrap when it has not 32 bytes. */
export function accountOf(owner: PrincipalKey, [subaccount]: [] | [Uint8Array]): Account {
  if (subaccount === undefined) return { owner, subaccount: undefined };
  if (subaccount.length !== SUBACCOUNT_BYTES) {
    throw new SystemTrap(`expected a subaccount of ${SUBACCOUNT_BYTES} bytes, got ${subaccount.length}`);
  }
  const bytes = new Uint8Array(subaccount);
  return { owner, subaccount: bytes.some((byte) => byte !== 0) ? bytes : undefined };
}

/** The account as a key: owner, a point, and the subaccount unless it is the default one. */
export function accountKey({ owner, subaccount }: Account): string {
  return `${owner}.${subaccount === undefined ? '' : Buffer.from(subaccount).toString('hex')}`;
}
