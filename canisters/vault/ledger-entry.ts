import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import { Role } from '@indus/kit/directory-feed';

/** On what lawful ground somebody acts. */
export type Basis =
  /** The subject herself. */
  | { readonly subject: null }
  /** Id of the consent. */
  | { readonly consent: bigint }
  /** The purpose must allow statute. Case or file number, 1 to 200 characters. */
  | { readonly statute: { readonly reference: string } }
  /** Issued by a judge, who is the caller. 0 days: not under seal. */
  | { readonly warrant: { readonly reference: string; readonly seal_days: number } }
  /** Clinics. Reason of 10 to 1,000 characters. */
  | { readonly break_glass: { readonly reason: string } }
  /** Id of the delegate grant. */
  | { readonly delegation: bigint }
  /** Auditors of the data-protection authority. Case or file number, 1 to 200 characters. */
  | { readonly audit: string };

/** What was done. */
export type Act = Plain<
  | 'read_records'
  | 'read_ledger'
  | 'derive_key'
  | 'issue_record'
  | 'amend_record'
  | 'request_consent'
  | 'decide_consent'
  | 'open_ticket'
  | 'answer_ticket'
  | 'withdraw_ticket'
  | 'grant_delegate'
  | 'revoke_delegate'
  | 'issue_decision'
  | 'appeal_decision'
  | 'decide_appeal'
  | 'review_break_glass'
  | 'export'
  | 'import_export'
  | 'refused_request'
>;

/** How it ended; a denial by the name of its MethodError case. */
export type Outcome = { readonly granted: null } | { readonly denied: string };

/** Who looked or acted, when, why. Never the payload. */
export interface LedgerEntry {
  readonly subject: Principal;
  /** From 0, dense for each subject. */
  readonly sequence: bigint;
  readonly at_ns: bigint;
  readonly act: Act;
  readonly caller: Principal;
  readonly organisation: [] | [bigint];
  readonly role: [] | [Role];
  /** Name or office of the human on whose behalf a system asked; up to 100 characters. */
  readonly on_behalf_of: [] | [string];
  readonly basis: Basis;
  readonly purpose: [] | [string];
  readonly record_classes: readonly string[];
  /** SHA-256 of what was answered; 32 zero bytes when nothing was. */
  readonly result_sha256: Uint8Array;
  /** Until when the reader may keep what it read. */
  readonly delete_by_ns: [] | [bigint];
  readonly outcome: Outcome;
  /** 16 random bytes: nobody can guess an entry from its hash. */
  readonly salt: Uint8Array;
}

/** Leaf of a subject's ledger (RFC 6962 data), as Candid. */
export type LedgerLeaf =
  | { readonly open: LedgerEntry }
  /** Content stays hidden until `reveal_at_ns`; commitment = SHA-256(Candid LedgerEntry). */
  | {
      readonly sealed: {
        readonly sequence: bigint;
        readonly at_ns: bigint;
        readonly commitment: Uint8Array;
        readonly reveal_at_ns: bigint;
      };
    };

/** Candid type of {@link Basis}. */
export const Basis = IDL.Variant({
  subject: IDL.Null,
  consent: IDL.Nat64,
  statute: IDL.Record({ reference: IDL.Text }),
  warrant: IDL.Record({ reference: IDL.Text, seal_days: IDL.Nat32 }),
  break_glass: IDL.Record({ reason: IDL.Text }),
  delegation: IDL.Nat64,
  audit: IDL.Text,
});

/** Candid type of {@link Act}. */
export const Act = plainVariant([
  'read_records',
  'read_ledger',
  'derive_key',
  'issue_record',
  'amend_record',
  'request_consent',
  'decide_consent',
  'open_ticket',
  'answer_ticket',
  'withdraw_ticket',
  'grant_delegate',
  'revoke_delegate',
  'issue_decision',
  'appeal_decision',
  'decide_appeal',
  'review_break_glass',
  'export',
  'import_export',
  'refused_request',
]);

/** Candid type of {@link Outcome}. */
export const Outcome = IDL.Variant({ granted: IDL.Null, denied: IDL.Text });

/** Candid type of {@link LedgerEntry}. */
export const LedgerEntry = IDL.Record({
  subject: IDL.Principal,
  sequence: IDL.Nat64,
  at_ns: IDL.Nat64,
  act: Act,
  caller: IDL.Principal,
  organisation: IDL.Opt(IDL.Nat64),
  role: IDL.Opt(Role),
  on_behalf_of: IDL.Opt(IDL.Text),
  basis: Basis,
  purpose: IDL.Opt(IDL.Text),
  record_classes: IDL.Vec(IDL.Text),
  result_sha256: IDL.Vec(IDL.Nat8),
  delete_by_ns: IDL.Opt(IDL.Nat64),
  outcome: Outcome,
  salt: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link LedgerLeaf}. */
export const LedgerLeaf = IDL.Variant({
  open: LedgerEntry,
  sealed: IDL.Record({
    sequence: IDL.Nat64,
    at_ns: IDL.Nat64,
    commitment: IDL.Vec(IDL.Nat8),
    reveal_at_ns: IDL.Nat64,
  }),
});
