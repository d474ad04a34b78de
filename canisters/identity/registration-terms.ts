import { IDL } from '@dfinity/candid';

/** What registering takes now. */
export interface RegistrationTerms {
  readonly challenge: Uint8Array;
  readonly zero_bits: number;
  readonly expires_at_ns: bigint;
}

/** Candid type of {@link RegistrationTerms}. */
export const RegistrationTerms = IDL.Record({
  challenge: IDL.Vec(IDL.Nat8),
  zero_bits: IDL.Nat8,
  expires_at_ns: IDL.Nat64,
});
