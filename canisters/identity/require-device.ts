import type { Env } from '@indus/kit/env';
import type { HeldAnchor, HeldDevice } from './anchor.ts';
import { isSame } from './is-same.ts';
import { refuse } from './method-error.ts';
import type { Provider } from './storage.ts';

/** An anchor, and the device of it that calls. */
export interface Owned {
  readonly anchor: HeldAnchor;
  readonly device: HeldDevice;
}

/**
 * The one rule of access to an anchor: the call is signed by one of its devices. An anchor that is not there has none.
 * Errors: AnonymousCaller; NotDevice.
 */
export function requireDevice(provider: Provider, env: Env, number: bigint): Owned {
  provider.access.requireSigned(env);
  const anchor = provider.anchors.get(number);
  const device = anchor?.devices.find(({ caller }) => isSame(caller, env.caller));
  return anchor === undefined || device === undefined
    ? refuse({ NotDevice: { anchor: number } })
    : { anchor, device };
}
