import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import type { HeldAnchor, HeldDevice } from './anchor.ts';
import { changeAnchor } from './change-anchor.ts';
import { checkAlias, checkProtection } from './check-device.ts';
import type { DeviceData, DeviceProtection } from './device.ts';
import { refuse } from './method-error.ts';
import { requireDevice } from './require-device.ts';
import type { Provider } from './storage.ts';

/** Which device of an anchor. */
export interface NamedDevice {
  readonly anchor: bigint;
  readonly pubkey: Uint8Array;
}

/**
 * Gives a device another name.
 * Errors: AnonymousCaller; NotDevice; DeviceNotFound; DeviceProtected; Invalid.
 */
export function renameDevice(
  provider: Provider,
  env: Env,
  request: NamedDevice & { readonly alias: string },
): null {
  checkAlias(request.alias);
  return change(provider, env, request, (data) => ({ ...data, alias: request.alias }));
}

/**
 * Protects a recovery phrase, or ends its protection.
 * Errors: AnonymousCaller; NotDevice; DeviceNotFound; DeviceProtected; Invalid.
 */
export function protectDevice(
  provider: Provider,
  env: Env,
  request: NamedDevice & { readonly protection: DeviceProtection },
): null {
  const { protection } = request;
  return change(provider, env, request, (data) => {
    checkProtection(data.key_type, protection);
    return { ...data, protection };
  });
}

/**
 * A device of an anchor that the caller may change: a protected one is changed by itself alone.
 * Errors: DeviceNotFound; DeviceProtected.
 */
export function requireChangeable(
  { number, devices }: HeldAnchor,
  caller: HeldDevice,
  pubkey: Uint8Array,
): HeldDevice {
  const found = devices.find(({ data }) => equalBytes(data.pubkey, pubkey));
  if (found === undefined) refuse({ DeviceNotFound: { anchor: number } });
  if ('protected' in found.data.protection && found !== caller) {
    refuse({ DeviceProtected: { alias: found.data.alias } });
  }
  return found;
}

function change(
  provider: Provider,
  env: Env,
  { anchor: number, pubkey }: NamedDevice,
  edit: (data: DeviceData) => DeviceData,
): null {
  const { anchor, device } = requireDevice(provider, env, number);
  const found = requireChangeable(anchor, device, pubkey);
  const data = edit(found.data);
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, devices: anchor.devices.map((held) => (held === found ? { ...held, data } : held)) },
    act: { device_changed: { alias: data.alias } },
    by: device,
  });
  return null;
}
