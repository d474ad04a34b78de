import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** Certified item, one for each subject: what the rest hangs on. */
export interface SubjectHead {
  readonly subject: Principal;
  readonly bucket: number;
  readonly ledger_size: bigint;
  readonly ledger_root: Uint8Array;
  readonly records: bigint;
  readonly consents: bigint;
  readonly tickets: bigint;
  readonly grants: bigint;
  readonly decisions: bigint;
  readonly notices: bigint;
  readonly break_glass_uses: bigint;
  /** What is from before then was brought here by the subject herself: nobody here has seen it issued. */
  readonly imported_at_ns: [] | [bigint];
}

/** Candid type of {@link SubjectHead}. */
export const SubjectHead = IDL.Record({
  subject: IDL.Principal,
  bucket: IDL.Nat32,
  ledger_size: IDL.Nat64,
  ledger_root: IDL.Vec(IDL.Nat8),
  records: IDL.Nat64,
  consents: IDL.Nat64,
  tickets: IDL.Nat64,
  grants: IDL.Nat64,
  decisions: IDL.Nat64,
  notices: IDL.Nat64,
  break_glass_uses: IDL.Nat64,
  imported_at_ns: IDL.Opt(IDL.Nat64),
});
