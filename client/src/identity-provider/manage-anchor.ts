import type {
  Activity,
  Anchor,
  DeviceData,
  DeviceProtection,
  Session,
  _SERVICE,
} from '../generated/identity.ts';
import { askProvider, type IdentityProvider } from './identity-provider.ts';

/** Until when what was signed for an anchor can still be used, once everything was signed out. */
export interface SignedOut {
  readonly epoch: number;
  /** Units: nanoseconds since 1970-01-01 UTC; absent: nothing is left. */
  readonly delegationsEndAtNs?: bigint;
}

/** Which part of an anchor's activity. Bounds: `limit` 1 to 100. */
export interface ActivitySearch {
  /** Entries before this one; the latest unless told. */
  readonly before?: bigint;
  readonly limit?: number;
}

const ACTIVITY_PAGE = 50;

/** All that is kept of an anchor; certified. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export function readAnchor(provider: IdentityProvider, anchor: bigint): Promise<Anchor> {
  return askProvider('read_anchor', anchor, () => provider.service.read_anchor(anchor));
}

/** What happened to an anchor, the latest first; certified. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export function listActivity(
  provider: IdentityProvider,
  anchor: bigint,
  { before, limit = ACTIVITY_PAGE }: ActivitySearch = {},
): Promise<Activity[]> {
  const request = { anchor, before: before === undefined ? [] : [before], limit } as Parameters<
    _SERVICE['list_activity']
  >[0];
  return askProvider('list_activity', anchor, () => provider.service.list_activity(request));
}

/** Adds a device by the word of the one that the connection signs as. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function addDevice(
  provider: IdentityProvider,
  anchor: bigint,
  device: DeviceData,
): Promise<void> {
  await askProvider('add_device', anchor, () => provider.service.add_device({ anchor, device }));
}

/** Gives a device another name. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function renameDevice(
  provider: IdentityProvider,
  anchor: bigint,
  pubkey: Uint8Array,
  alias: string,
): Promise<void> {
  const request = { anchor, pubkey, alias };
  await askProvider('rename_device', anchor, () => provider.service.rename_device(request));
}

/** Protects a recovery phrase, or ends that. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function protectDevice(
  provider: IdentityProvider,
  anchor: bigint,
  pubkey: Uint8Array,
  protection: DeviceProtection,
): Promise<void> {
  const request = { anchor, pubkey, protection };
  await askProvider('protect_device', anchor, () => provider.service.protect_device(request));
}

/** Puts a device in the place of another. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function replaceDevice(
  provider: IdentityProvider,
  anchor: bigint,
  pubkey: Uint8Array,
  device: DeviceData,
): Promise<void> {
  const request = { anchor, pubkey, device };
  await askProvider('replace_device', anchor, () => provider.service.replace_device(request));
}

/** Takes a device from an anchor, with the sessions that it opened. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function removeDevice(
  provider: IdentityProvider,
  anchor: bigint,
  pubkey: Uint8Array,
): Promise<void> {
  await askProvider('remove_device', anchor, () => provider.service.remove_device({ anchor, pubkey }));
}

/** Sessions that go on; certified. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export function listSessions(provider: IdentityProvider, anchor: bigint): Promise<Session[]> {
  return askProvider('list_sessions', anchor, () => provider.service.list_sessions(anchor));
}

/** Ends a session. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function endSession(provider: IdentityProvider, anchor: bigint, session: bigint): Promise<void> {
  await askProvider('end_session', anchor, () => provider.service.end_session({ anchor, session }));
}

/** Ends every session and enrolment of an anchor. Errors: IdentityRefused, CallFailed, ProofInvalid. */
export async function signOutEverywhere(provider: IdentityProvider, anchor: bigint): Promise<SignedOut> {
  const ended = await askProvider('sign_out_everywhere', anchor, () =>
    provider.service.sign_out_everywhere(anchor),
  );
  const [delegationsEndAtNs] = ended.delegations_end_at_ns;
  return { epoch: ended.epoch, ...(delegationsEndAtNs === undefined ? {} : { delegationsEndAtNs }) };
}
