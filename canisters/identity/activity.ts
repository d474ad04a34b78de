import { IDL } from '@dfinity/candid';

interface OfDevice {
  readonly alias: string;
}

interface OfCredential {
  readonly class: string;
  readonly issuer: bigint;
}

/** What happened to an anchor. */
export type Act =
  | { readonly registered: null }
  | { readonly device_added: OfDevice }
  | { readonly device_changed: OfDevice }
  | { readonly device_removed: OfDevice }
  | { readonly enrolment_opened: null }
  | { readonly enrolment_closed: null }
  | { readonly device_proposed: OfDevice }
  | { readonly code_wrong: null }
  | { readonly delegation_prepared: { readonly origin: string; readonly expires_at_ns: bigint } }
  | { readonly session_opened: { readonly origin: string; readonly ends_at_ns: bigint } }
  | { readonly session_ended: { readonly origin: string } }
  | { readonly signed_out_everywhere: null }
  | { readonly credential_accepted: OfCredential }
  | { readonly credential_removed: OfCredential }
  | { readonly statement_prepared: { readonly origin: string } };

/** One entry of what happened. */
export interface Activity {
  readonly sequence: bigint;
  readonly at_ns: bigint;
  readonly device: [] | [string];
  readonly act: Act;
}

const OfDevice = IDL.Record({ alias: IDL.Text });
const OfCredential = IDL.Record({ class: IDL.Text, issuer: IDL.Nat64 });

/** Candid type of {@link Act}. */
export const Act = IDL.Variant({
  registered: IDL.Null,
  device_added: OfDevice,
  device_changed: OfDevice,
  device_removed: OfDevice,
  enrolment_opened: IDL.Null,
  enrolment_closed: IDL.Null,
  device_proposed: OfDevice,
  code_wrong: IDL.Null,
  delegation_prepared: IDL.Record({ origin: IDL.Text, expires_at_ns: IDL.Nat64 }),
  session_opened: IDL.Record({ origin: IDL.Text, ends_at_ns: IDL.Nat64 }),
  session_ended: IDL.Record({ origin: IDL.Text }),
  signed_out_everywhere: IDL.Null,
  credential_accepted: OfCredential,
  credential_removed: OfCredential,
  statement_prepared: IDL.Record({ origin: IDL.Text }),
});

/** Candid type of {@link Activity}. */
export const Activity = IDL.Record({
  sequence: IDL.Nat64,
  at_ns: IDL.Nat64,
  device: IDL.Opt(IDL.Text),
  act: Act,
});
