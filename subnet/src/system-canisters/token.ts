import type { CborValue } from '../codec/cbor-value.ts';
import { ANONYMOUS, principalBytes, principalKey, type PrincipalKey } from '../principal.ts';
import { accountIdentifier } from './account-identifier.ts';
import { accountKey, type Account } from './account.ts';
import { CYCLES_LEDGER, GOVERNANCE, ICP_LEDGER } from './system-canister-ids.ts';

/** What is particular to a token. Units: the smallest unit of the token. */
export interface Token {
  readonly canister: PrincipalKey;
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly fee: bigint;
  /** Largest balance of an account. */
  readonly balanceMax: bigint;
  /** Sending here destroys tokens. */
  readonly minting: Account | undefined;
  /** Where a balance is kept: accounts with the same address are one. */
  addressOf(account: Account): string;
  /** An address as blocks hold it. */
  blockAddress(address: string): CborValue;
  /** What a principal has at first, for tests. */
  grantOf(owner: PrincipalKey): bigint;
}

const ANONYMOUS_KEY = principalKey(ANONYMOUS);
/** Last byte of a principal that stands for a public key. Source: interface specification, "Principals". */
const SELF_AUTHENTICATING = '02';

/** Cycles as tokens. Source: dfinity/cycles-ledger, cycles-ledger/src/config.rs. */
export const CYCLES_TOKEN: Token = {
  canister: CYCLES_LEDGER,
  name: 'Trillion Cycles',
  symbol: 'TCYCLES',
  decimals: 12,
  fee: 100_000_000n,
  balanceMax: 2n ** 128n - 1n,
  minting: undefined,
  addressOf: accountKey,
  blockAddress: (address) => {
    const [owner = '', subaccount = ''] = address.split('.');
    return [owner, subaccount].filter((part, at) => at === 0 || part !== '').map((part) => bytesOf(part));
  },
  grantOf: (owner) => grant(owner, { anonymous: 2n ** 127n - 1n, user: 1_000_000_000_000_000n }),
};

/** ICP. Source: dfinity/ic rs/ledger_suite/icp/src/lib.rs. */
export const ICP_TOKEN: Token = {
  canister: ICP_LEDGER,
  name: 'Internet Computer',
  symbol: 'ICP',
  decimals: 8,
  fee: 10_000n,
  balanceMax: 2n ** 64n - 1n,
  minting: { owner: GOVERNANCE, subaccount: undefined },
  addressOf: (account) => Buffer.from(accountIdentifier(account)).toString('hex'),
  blockAddress: bytesOf,
  grantOf: (owner) => grant(owner, { anonymous: 10n ** 17n, user: 10n ** 12n }),
};

/** People have tokens without asking; canisters pay with what they were given, as on the IC. */
function grant(owner: PrincipalKey, of: { readonly anonymous: bigint; readonly user: bigint }): bigint {
  if (owner === ANONYMOUS_KEY) return of.anonymous;
  const bytes = principalBytes(owner);
  return bytes.length === 29 && owner.endsWith(SELF_AUTHENTICATING) ? of.user : 0n;
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
