import type { Rejected } from './make-canister.ts';

/** Names of the reject codes as the ledgers' Candid has them, by code. */
const NAMES = [
  'NoError',
  'SysFatal',
  'SysTransient',
  'DestinationInvalid',
  'CanisterReject',
  'CanisterError',
];

/** A rejection as the fields of a ledger's error. */
export function rejectionOf({ code, message }: Rejected): {
  readonly rejection_code: object;
  readonly rejection_reason: string;
} {
  return { rejection_code: { [NAMES[code] ?? 'Unknown']: null }, rejection_reason: message };
}
