import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import type { HeldAnchor, HeldDevice } from './anchor.ts';
import { changeAnchor } from './change-anchor.ts';
import { requireChangeable } from './change-device.ts';
import type { NamedDevice } from './change-device.ts';
import type { DeviceData } from './device.ts';
import { refuse } from './method-error.ts';
import { heldOf, requireFree } from './register.ts';
import { requireDevice } from './require-device.ts';
import { keepSessions, sessionsOf } from './sessions-of.ts';
import type { Provider } from './storage.ts';

/**
 * Takes a device from an anchor, with the sessions that it opened: from now on it is a stranger.
 * Errors: AnonymousCaller; NotDevice; DeviceNotFound; DeviceProtected; LastDevice.
 */
export function removeDevice(provider: Provider, env: Env, { anchor: number, pubkey }: NamedDevice): null {
  const { anchor, device } = requireDevice(provider, env, number);
  const found = requireChangeable(anchor, device, pubkey);
  if (anchor.devices.length === 1) refuse({ LastDevice: { anchor: number } });
  changeAnchor(provider, env, {
    before: anchor,
    after: {
      ...anchor,
      devices: anchor.devices.filter((held) => held !== found),
      sessions: sessionsWithout(provider, env, anchor, found),
    },
    act: { device_removed: { alias: found.data.alias } },
    by: device,
  });
  return null;
}

/**
 * Puts a device in the place of another, at once: no moment is without either.
 * Errors: AnonymousCaller; NotDevice; DeviceNotFound; DeviceProtected; Invalid; DeviceTaken.
 */
export function replaceDevice(
  provider: Provider,
  env: Env,
  { anchor: number, pubkey, device: data }: NamedDevice & { readonly device: DeviceData },
): null {
  const { anchor, device } = requireDevice(provider, env, number);
  const found = requireChangeable(anchor, device, pubkey);
  const held = heldOf(env, data);
  requireFree(provider, held);
  changeAnchor(provider, env, {
    before: anchor,
    after: {
      ...anchor,
      devices: anchor.devices.map((other) => (other === found ? held : other)),
      sessions: sessionsWithout(provider, env, anchor, found),
    },
    act: { device_added: { alias: data.alias } },
    by: device,
  });
  return null;
}

function sessionsWithout(
  provider: Provider,
  env: Env,
  anchor: HeldAnchor,
  { data }: HeldDevice,
): Uint8Array[] {
  const kept = sessionsOf(provider, env, anchor).filter(
    ({ held }) => !equalBytes(held.session.device, data.pubkey),
  );
  return keepSessions(provider, anchor, kept);
}
