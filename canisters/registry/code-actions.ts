import { IDL } from '@dfinity/candid';
import { LegalBasis, Names, Parameter } from '@indus/kit/directory-feed';
import type { PurposeDetails, RecordClassDetails } from './code.ts';

/** What the board may decide about codes and parameters. */
export type CodeAction =
  | { readonly define_purpose: PurposeDetails }
  | { readonly retire_purpose: string }
  | { readonly define_record_class: RecordClassDetails }
  | { readonly retire_record_class: string }
  | { readonly set_parameter: Parameter };

/** Candid cases of {@link CodeAction}. */
export const CODE_ACTIONS = {
  define_purpose: IDL.Record({
    code: IDL.Text,
    names: Names,
    bases: IDL.Vec(LegalBasis),
    statute: IDL.Opt(IDL.Text),
  }),
  retire_purpose: IDL.Text,
  define_record_class: IDL.Record({
    code: IDL.Text,
    names: Names,
    sealed: IDL.Bool,
    issuers: IDL.Vec(IDL.Nat64),
  }),
  retire_record_class: IDL.Text,
  set_parameter: Parameter,
} as const;
