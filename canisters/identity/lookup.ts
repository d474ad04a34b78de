import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { isSame } from './is-same.ts';
import type { DeviceData } from './device.ts';
import type { Provider } from './storage.ts';

/** A passkey's key and its anchor. */
export interface DeviceKeyWithAnchor {
  readonly pubkey: Uint8Array;
  readonly anchor_number: bigint;
}

/** Devices of an anchor, for whoever wants to sign in with one of them: without the names that the owner gave. */
export function lookup(provider: Provider, _env: Env, number: bigint): DeviceData[] {
  const devices = provider.anchors.get(number)?.devices ?? [];
  return devices.map(({ data }) => ({ ...data, alias: '' }));
}

/** The anchor of a passkey, which tells its id when a person chooses it. */
export function lookupDeviceKey(
  provider: Provider,
  _env: Env,
  credentialId: Uint8Array,
): [] | [DeviceKeyWithAnchor] {
  const number = provider.anchors.numberOfCredential(credentialId);
  const anchor = number === undefined ? undefined : provider.anchors.get(number);
  const found = anchor?.devices.find(({ data }) =>
    data.credential_id.some((id) => equalBytes(id, credentialId)),
  );
  return anchor === undefined || found === undefined
    ? []
    : [{ pubkey: found.data.pubkey, anchor_number: anchor.number }];
}

/** The anchor of the recovery device that calls. */
export function lookupByRecoveryPhrase(provider: Provider, env: Env): [] | [bigint] {
  const number = provider.anchors.numberOfCaller(env.caller);
  const devices = number === undefined ? [] : (provider.anchors.get(number)?.devices ?? []);
  const found = devices.find(({ caller }) => isSame(caller, env.caller));
  return number !== undefined && found !== undefined && 'recovery' in found.data.purpose ? [number] : [];
}
