import { IDL } from '@dfinity/candid';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';

const PURPOSES = ['recovery', 'authentication'] as const;
const KEY_TYPES = ['unknown', 'platform', 'cross_platform', 'seed_phrase', 'browser_storage_key'] as const;
const PROTECTIONS = ['protected', 'unprotected'] as const;

export type Purpose = Plain<(typeof PURPOSES)[number]>;
export type KeyType = Plain<(typeof KEY_TYPES)[number]>;
export type DeviceProtection = Plain<(typeof PROTECTIONS)[number]>;

/** What is told of a device by whoever brings it. Source: Internet Identity, `internet_identity.did`, `DeviceData`. */
export interface DeviceData {
  /** DER. */
  readonly pubkey: Uint8Array;
  readonly alias: string;
  readonly credential_id: [] | [Uint8Array];
  readonly aaguid: [] | [Uint8Array];
  readonly purpose: Purpose;
  readonly key_type: KeyType;
  readonly protection: DeviceProtection;
  readonly origin: [] | [string];
}

/** What the owner sees of a device. */
export interface Device {
  readonly device: DeviceData;
  readonly added_at_ns: bigint;
  readonly last_used_at_ns: [] | [bigint];
  readonly sessions: number;
  readonly current: boolean;
}

/** Candid type of {@link DeviceProtection}. */
export const DeviceProtection = plainVariant(PROTECTIONS);

/** Candid type of {@link DeviceData}. */
export const DeviceData = IDL.Record({
  pubkey: IDL.Vec(IDL.Nat8),
  alias: IDL.Text,
  credential_id: IDL.Opt(IDL.Vec(IDL.Nat8)),
  aaguid: IDL.Opt(IDL.Vec(IDL.Nat8)),
  purpose: plainVariant(PURPOSES),
  key_type: plainVariant(KEY_TYPES),
  protection: DeviceProtection,
  origin: IDL.Opt(IDL.Text),
});

/** Candid type of {@link Device}. */
export const Device = IDL.Record({
  device: DeviceData,
  added_at_ns: IDL.Nat64,
  last_used_at_ns: IDL.Opt(IDL.Nat64),
  sessions: IDL.Nat32,
  current: IDL.Bool,
});
