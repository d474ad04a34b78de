import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { BoardMembers } from './board.ts';

interface OfProposal {
  readonly proposal: bigint;
}

/** What happened. */
export type Event =
  | { readonly installed: BoardMembers }
  | { readonly proposed: OfProposal & { readonly action: Uint8Array } }
  | { readonly voted: OfProposal & { readonly approve: boolean } }
  | { readonly executed: OfProposal & { readonly organisation: [] | [bigint] } }
  | { readonly failed: OfProposal & { readonly reason: string } }
  | { readonly rejected: OfProposal }
  | { readonly withdrawn: OfProposal }
  | { readonly expired: OfProposal }
  | { readonly superseded: OfProposal }
  | {
      readonly changed: {
        readonly act: string;
        readonly section: string;
        readonly key: Uint8Array;
        readonly sha256: [] | [Uint8Array];
      };
    };

/** One entry of the append-only log. */
export interface LogEntry {
  readonly sequence: bigint;
  readonly at_ns: bigint;
  readonly actor: Principal;
  readonly event: Event;
}

const OfProposal = IDL.Record({ proposal: IDL.Nat64 });

// The action is a blob: its type table, nine tenths of the type, would otherwise be hashed with every entry.
const Event = IDL.Variant({
  installed: BoardMembers,
  proposed: IDL.Record({ proposal: IDL.Nat64, action: IDL.Vec(IDL.Nat8) }),
  voted: IDL.Record({ proposal: IDL.Nat64, approve: IDL.Bool }),
  executed: IDL.Record({ proposal: IDL.Nat64, organisation: IDL.Opt(IDL.Nat64) }),
  failed: IDL.Record({ proposal: IDL.Nat64, reason: IDL.Text }),
  rejected: OfProposal,
  withdrawn: OfProposal,
  expired: OfProposal,
  superseded: OfProposal,
  changed: IDL.Record({
    act: IDL.Text,
    section: IDL.Text,
    key: IDL.Vec(IDL.Nat8),
    sha256: IDL.Opt(IDL.Vec(IDL.Nat8)),
  }),
});

/** Candid type of {@link LogEntry}. */
export const LogEntry = IDL.Record({
  sequence: IDL.Nat64,
  at_ns: IDL.Nat64,
  actor: IDL.Principal,
  event: Event,
});
