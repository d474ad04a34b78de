import { keyText, principalKey, type PrincipalKey } from '../principal.ts';
import type { Reject } from '../reject.ts';
import { isVisible } from './find-canister.ts';
import type { ManagementHost } from './management-host.ts';
import { ManagementRefused, onlyCanisters, undecodable } from './management-refused.ts';
import { effectiveCanisterId } from './message-effective-id.ts';
import { MANAGEMENT_METHODS } from './methods.ts';

/** What is known of an ingress message before it is accepted. */
export interface IngressToManagement {
  readonly method: string;
  readonly argument: Uint8Array;
  readonly caller: PrincipalKey;
}

/**
 * Whether an ingress message to the management canister is let in. Undefined: it is. The method checks again when it runs.
 * Source: dfinity/ic rs/execution_environment/src/canister_manager.rs, should_accept_ingress_message.
 */
export function refuseIngress(
  message: IngressToManagement,
  host: Pick<ManagementHost, 'canisters' | 'subnetAdmins'>,
): Reject | undefined {
  const rule = MANAGEMENT_METHODS.get(message.method)?.ingress ?? 'nobody';
  switch (rule) {
    case 'anyone':
      return undefined;
    case 'nobody':
      return onlyCanisters(message.method).reject;
    case 'query':
      return new ManagementRefused(
        'IC0406',
        `${message.method} API is not accessible via ingress in replicated mode`,
      ).reject;
    case 'controllers':
    case 'viewers':
    case 'snapshot_viewers':
    case 'controllers_and_admins':
      return refuseStranger(message, host, rule);
  }
}

function refuseStranger(
  { method, argument, caller }: IngressToManagement,
  host: Pick<ManagementHost, 'canisters' | 'subnetAdmins'>,
  rule: 'controllers' | 'viewers' | 'snapshot_viewers' | 'controllers_and_admins',
): Reject | undefined {
  const id = effectiveCanisterId(method, argument);
  if (id === undefined) return undecodable(method).reject;
  const key = principalKey(id);
  const canister = host.canisters.get(key);
  if (canister === undefined) {
    return new ManagementRefused('IC0301', `Canister ${keyText(key)} not found`).reject;
  }
  const { controllers, statusVisibility, snapshotVisibility } = canister.settings;
  if (controllers.includes(caller)) return undefined;
  if ((rule === 'viewers' || rule === 'controllers_and_admins') && host.subnetAdmins.has(caller))
    return undefined;
  if (rule === 'viewers' && isVisible(canister, statusVisibility, caller)) return undefined;
  if (rule === 'snapshot_viewers' && isVisible(canister, snapshotVisibility, caller)) return undefined;
  return new ManagementRefused(
    'IC0512',
    `Only controllers of canister ${keyText(key)} can call ic00 method ${method}`,
  ).reject;
}
