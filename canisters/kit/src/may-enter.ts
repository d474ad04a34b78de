import { faultOf } from './admit-message.ts';
import type { Methods } from './method.ts';
import { guard } from './serve.ts';
import type { System } from './system.ts';

/**
 * Whether an ingress message may enter: a known method, a signed caller or a method that admits unsigned ones, a size and a
 * Candid header within bounds. A cost filter only; every check is made again inside the call.
 * Context: inspect_message.
 */
export function mayEnter(methods: Methods, system: System): boolean {
  let isAdmitted = false;
  guard(system, () => {
    const name = system.methodName();
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) return;
    const argument = system.argument();
    const bounds = { types: method.args, sizeBytesMax: method.argumentSizeBytesMax };
    if (faultOf(argument, bounds) !== undefined) return;
    isAdmitted = !system.caller().isAnonymous() || method.admitsAnonymous?.(argument) === true;
  });
  return isAdmitted;
}
