import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Credential } from './credential.ts';
import { Device, DeviceData } from './device.ts';

/** A device as it is kept. */
export interface HeldDevice {
  readonly data: DeviceData;
  /** The self-authenticating principal of its key: who calls. */
  readonly caller: Principal;
  readonly added_at_ns: bigint;
  readonly last_used_at_ns: [] | [bigint];
}

/** A device that waits for its code. */
export interface ProposedDevice {
  readonly data: DeviceData;
  readonly code: string;
  readonly retries_left: number;
}

/** A time in which one further device may be proposed and confirmed. */
export interface HeldEnrolment {
  readonly expires_at_ns: bigint;
  readonly proposed: [] | [ProposedDevice];
}

/** The number of something of an anchor. */
export interface HeldId {
  readonly id: bigint;
}

/** An anchor as it is kept. */
export interface HeldAnchor {
  readonly number: bigint;
  readonly created_at_ns: bigint;
  readonly devices: readonly HeldDevice[];
  readonly enrolment: [] | [HeldEnrolment];
  readonly epoch: number;
  readonly delegations_end_at_ns: [] | [bigint];
  readonly credentials: readonly HeldId[];
  /** Keys of its sessions. */
  readonly sessions: readonly Uint8Array[];
  readonly sessions_opened: bigint;
  /** Entries of activity so far. */
  readonly activity: bigint;
}

/** What its owner is shown of an anchor. */
export interface Anchor {
  readonly number: bigint;
  readonly created_at_ns: bigint;
  readonly devices: readonly Device[];
  readonly enrolment: [] | [{ readonly expires_at_ns: bigint; readonly proposed: [] | [DeviceData] }];
  readonly epoch: number;
  readonly delegations_end_at_ns: [] | [bigint];
  readonly credentials: readonly Credential[];
}

const HeldDevice = IDL.Record({
  data: DeviceData,
  caller: IDL.Principal,
  added_at_ns: IDL.Nat64,
  last_used_at_ns: IDL.Opt(IDL.Nat64),
});

const ProposedDevice = IDL.Record({ data: DeviceData, code: IDL.Text, retries_left: IDL.Nat8 });

/** Candid type of {@link HeldAnchor}. */
export const HeldAnchor = IDL.Record({
  number: IDL.Nat64,
  created_at_ns: IDL.Nat64,
  devices: IDL.Vec(HeldDevice),
  enrolment: IDL.Opt(IDL.Record({ expires_at_ns: IDL.Nat64, proposed: IDL.Opt(ProposedDevice) })),
  epoch: IDL.Nat32,
  delegations_end_at_ns: IDL.Opt(IDL.Nat64),
  // A list of plain numbers is read by the Candid library alone, at ten times the price of the whole record.
  credentials: IDL.Vec(IDL.Record({ id: IDL.Nat64 })),
  sessions: IDL.Vec(IDL.Vec(IDL.Nat8)),
  sessions_opened: IDL.Nat64,
  activity: IDL.Nat64,
});

/** Candid type of {@link Anchor}. */
export const Anchor = IDL.Record({
  number: IDL.Nat64,
  created_at_ns: IDL.Nat64,
  devices: IDL.Vec(Device),
  enrolment: IDL.Opt(IDL.Record({ expires_at_ns: IDL.Nat64, proposed: IDL.Opt(DeviceData) })),
  epoch: IDL.Nat32,
  delegations_end_at_ns: IDL.Opt(IDL.Nat64),
  credentials: IDL.Vec(Credential),
});
