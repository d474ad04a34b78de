import type { Env } from '@indus/kit/env';
import { changeAnchor } from './change-anchor.ts';
import { requireRoom } from './enrolment.ts';
import type { DeviceOfAnchor } from './enrolment.ts';
import { heldOf, requireFree } from './register.ts';
import { requireDevice } from './require-device.ts';
import type { Provider } from './storage.ts';

/**
 * Adds a device by the word of one that the anchor has: a second passkey in the same browser, a recovery phrase.
 * Errors: AnonymousCaller; NotDevice; Invalid; DeviceTaken; TooMany.
 */
export function addDevice(
  provider: Provider,
  env: Env,
  { anchor: number, device: data }: DeviceOfAnchor,
): null {
  const { anchor, device } = requireDevice(provider, env, number);
  const held = heldOf(env, data);
  requireFree(provider, held);
  requireRoom(anchor);
  changeAnchor(provider, env, {
    before: anchor,
    after: { ...anchor, devices: [...anchor.devices, held] },
    act: { device_added: { alias: data.alias } },
    by: device,
  });
  return null;
}
