import type { Principal } from '@dfinity/principal';
import { keyOf } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { REGISTRY_VERSION, REPLICA_VERSION } from './management-limits.ts';
import { reply, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';
import { UNROUTABLE } from '../reject.ts';

/**
 * Tells canisters what this subnet runs.
 * Errors: IC0301 for another subnet, which there is not.
 * Source: interface specification, "subnet_info".
 */
export const subnetInfo: ManagementMethod<{ readonly subnet_id: Principal }> = {
  name: 'subnet_info',
  types: MANAGEMENT_IDL.subnet_info,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  handle(request, { subnet_id }) {
    requireOwnSubnet(request, 'subnet_info', subnet_id);
    return reply({ replica_version: REPLICA_VERSION, registry_version: REGISTRY_VERSION });
  },
};

/** Errors: ManagementRefused IC0301 for a subnet that is not this one. */
export function requireOwnSubnet({ host }: MethodRequest, method: string, subnet: Principal): void {
  if (keyOf(subnet) === host.subnetKey) return;
  throw new ManagementRefused('IC0301', `${UNROUTABLE} ${method}: subnet ${subnet.toText()} not found`);
}
