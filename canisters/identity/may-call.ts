import { mayEnter } from '@indus/kit/endpoint';
import type { System } from '@indus/kit/system';
import { METHODS, PLAIN_METHODS } from './methods.ts';
import type { Provider } from './storage.ts';

const ALL_METHODS = { ...METHODS, ...PLAIN_METHODS };

/** Methods that strangers call: they become devices by them, or are known elsewhere. */
const OPEN_TO_STRANGERS = new Set([
  'register',
  'propose_device',
  'renew_session',
  'close_session',
  'issue_credential',
  'withdraw_credential',
]);

/**
 * Whether an ingress message may enter: as the kit says, and no stranger's where only devices have a say, since keys cost
 * nothing and the canister would pay for the answer. A cost filter only; every check is made again inside the call.
 * Context: inspect_message.
 */
export function mayCall(provider: Provider, system: System): boolean {
  if (!mayEnter(ALL_METHODS, system)) return false;
  return (
    OPEN_TO_STRANGERS.has(system.methodName()) ||
    provider.anchors.numberOfCaller(system.caller()) !== undefined
  );
}
