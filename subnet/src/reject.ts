/** Reject codes. Source: IC interface specification, "Reject codes". */
export const REJECT_CODE = {
  SYS_FATAL: 1,
  SYS_TRANSIENT: 2,
  DESTINATION_INVALID: 3,
  CANISTER_REJECT: 4,
  CANISTER_ERROR: 5,
  SYS_UNKNOWN: 6,
} as const;

/** One of REJECT_CODE. */
export type RejectCode = (typeof REJECT_CODE)[keyof typeof REJECT_CODE];

/**
 * A rejection as the outside sees it.
 * Units: `errorCode` is the implementation's code of the form `IC0536`.
 */
export interface Reject {
  readonly code: RejectCode;
  readonly message: string;
  readonly errorCode: string;
}

/** The reject code that belongs to an error code: its class is the second digit (`IC0503` is class 5). */
export function reject(errorCode: string, message: string): Reject {
  const code = Number(errorCode.slice(3, 4)) as RejectCode;
  return { code, message, errorCode };
}

/**
 * How the rejection of a management call that no subnet takes begins; it reaches a canister without an error code.
 * Source: dfinity/ic rs/embedders (SystemStateModifications::reject_subnet_message_routing).
 */
export const UNROUTABLE = 'Unable to route management canister request';
