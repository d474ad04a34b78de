import { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Visibility } from '../canister/settings.ts';
import { principalBytes, principalKey, type PrincipalKey } from '../principal.ts';
import type { MethodRequest } from './management-method.ts';
import { canisterNotFound, notController } from './management-refused.ts';

/** Key of a decoded principal. */
export function keyOf(principal: Principal): PrincipalKey {
  return principalKey(principal.toUint8Array());
}

/** Principal of a key, for an encoder. */
export function principalOf(key: PrincipalKey): Principal {
  return Principal.fromUint8Array(principalBytes(key));
}

/** The canister of an id. Errors: ManagementRefused IC0301. */
export function findCanister({ host }: MethodRequest, id: Principal): CanisterState {
  const key = keyOf(id);
  const canister = host.canisters.get(key);
  if (canister === undefined) throw canisterNotFound(key);
  return canister;
}

/** The canister of an id that the caller controls. Errors: ManagementRefused IC0301, IC0512. */
export function findControlled(request: MethodRequest, id: Principal): CanisterState {
  const canister = findCanister(request, id);
  requireController(canister, request.call.caller);
  return canister;
}

/** The canister of an id for one of its controllers or an admin of the subnet. Errors: ManagementRefused IC0301, IC0512. */
export function findGoverned(request: MethodRequest, id: Principal): CanisterState {
  const canister = findCanister(request, id);
  const { caller } = request.call;
  if (!request.host.subnetAdmins.has(caller)) requireController(canister, caller);
  return canister;
}

/** The canister of an id that the caller controls or is. Errors: ManagementRefused IC0301, IC0512. */
export function findOwn(request: MethodRequest, id: Principal): CanisterState {
  const canister = findCanister(request, id);
  if (canister.key !== request.call.caller) requireController(canister, request.call.caller);
  return canister;
}

/** Errors: ManagementRefused IC0512. */
export function requireController(canister: CanisterState, caller: PrincipalKey): void {
  const { controllers } = canister.settings;
  if (!controllers.includes(caller)) throw notController(canister.key, controllers, caller);
}

/** Whether a visibility setting of a canister admits a caller. Controllers always pass. */
export function isVisible(canister: CanisterState, visibility: Visibility, caller: PrincipalKey): boolean {
  if (visibility.kind === 'public' || canister.settings.controllers.includes(caller)) return true;
  return visibility.kind === 'allowed_viewers' && visibility.viewers.includes(caller);
}
