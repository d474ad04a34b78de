import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { concatBytes } from '@indus/kit/bytes';
import { ascii } from '@indus/kit/hash-tree';

const DOMAIN = concatBytes(Uint8Array.of(15), ascii('indus-statement'));

/** What this canister says of a person to one front-end. */
export interface Statement {
  readonly issued_at_ns: bigint;
  readonly expires_at_ns: bigint;
  readonly subject: Principal;
  readonly origin: string;
  readonly tells:
    | {
        readonly credential: {
          readonly class: string;
          readonly issuer: bigint;
          readonly blinded_commitment: Uint8Array;
          readonly issued_at_ns: bigint;
          readonly expires_at_ns: [] | [bigint];
        };
      }
    | { readonly same_person: { readonly origin: string; readonly subject: Principal } };
}

/** Candid type of {@link Statement}. */
export const Statement = IDL.Record({
  issued_at_ns: IDL.Nat64,
  expires_at_ns: IDL.Nat64,
  subject: IDL.Principal,
  origin: IDL.Text,
  tells: IDL.Variant({
    credential: IDL.Record({
      class: IDL.Text,
      issuer: IDL.Nat64,
      blinded_commitment: IDL.Vec(IDL.Nat8),
      issued_at_ns: IDL.Nat64,
      expires_at_ns: IDL.Opt(IDL.Nat64),
    }),
    same_person: IDL.Record({ origin: IDL.Text, subject: IDL.Principal }),
  }),
});

/** The bytes that are signed for a statement: nothing else that is signed under the same seed begins so. */
export function statementMessage(statement: Uint8Array): Uint8Array {
  return concatBytes(DOMAIN, statement);
}
