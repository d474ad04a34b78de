import type { Principal } from '@dfinity/principal';
import type { PrincipalKey } from '../principal.ts';
import { principalOf } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';

/**
 * Lists the canisters of the subnet to its admins, as ranges of consecutive ids.
 * Context: queries only. Errors: IC0406.
 * Source: interface specification, "list_canisters".
 */
export const listCanisters: ManagementMethod<undefined> = {
  name: 'list_canisters',
  types: MANAGEMENT_IDL.list_canisters,
  ingress: 'query',
  query: true,
  effectiveId: undefined,
  handle({ host, call }) {
    if (!host.subnetAdmins.has(call.caller)) {
      throw new ManagementRefused('IC0406', 'The caller is not authorized to call this method.');
    }
    return reply({ canisters: rangesOf([...host.canisters.keys()]) });
  },
};

function rangesOf(keys: PrincipalKey[]): { start: Principal; end: Principal }[] {
  const ranges: { start: PrincipalKey; end: PrincipalKey }[] = [];
  for (const key of keys.sort()) {
    const last = ranges.at(-1);
    if (last !== undefined && numberOf(last.end) + 1n === numberOf(key)) last.end = key;
    else ranges.push({ start: key, end: key });
  }
  return ranges.map(({ start, end }) => ({ start: principalOf(start), end: principalOf(end) }));
}

/** Ids count up in their first eight bytes. Source: dfinity/ic rs/types/base_types, CanisterId. */
function numberOf(key: PrincipalKey): bigint {
  return BigInt(`0x${key.slice(0, 16)}`);
}
