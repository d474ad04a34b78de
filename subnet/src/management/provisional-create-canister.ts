import type { Principal } from '@dfinity/principal';
import { keyText, type PrincipalKey } from '../principal.ts';
import { create, outOfIds } from './create-canister.ts';
import { keyOf, principalOf } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { CYCLES_MAX, PROVISIONAL_CYCLES_DEFAULT } from './management-limits.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { ManagementRefused, outOfRange } from './management-refused.ts';
import { readSettings, type SettingsArgument } from './read-settings.ts';

interface ProvisionalCreateArgument {
  readonly amount: [] | [bigint];
  readonly settings: [] | [SettingsArgument];
  readonly specified_id: [] | [Principal];
  readonly sender_canister_version: [] | [bigint];
}

/**
 * Creates an empty canister with cycles out of nothing, under the id asked for if there is one.
 * Errors: IC0504 for an amount of 2^128 or more, IC0538 for an id in use, IC0405 for one of another subnet; those of the settings.
 * Source: interface specification, "provisional_create_canister_with_cycles".
 */
export const provisionalCreateCanister: ManagementMethod<ProvisionalCreateArgument> = {
  name: 'provisional_create_canister_with_cycles',
  types: MANAGEMENT_IDL.provisional_create_canister_with_cycles,
  ingress: 'anyone',
  query: false,
  effectiveId: undefined,
  handle(request, argument) {
    const cycles = argument.amount[0] ?? PROVISIONAL_CYCLES_DEFAULT;
    if (cycles > CYCLES_MAX) throw outOfRange('Amount of cycles', '0..2^128-1', cycles);
    const [settings] = argument.settings;
    const [specified] = argument.specified_id;
    const id = specified === undefined ? undefined : keyOf(specified);
    if (id !== undefined && request.host.canisters.has(id)) {
      throw new ManagementRefused('IC0538', `Canister ${keyText(id)} is already installed.`);
    }
    const canister = create(request, {
      ...(id === undefined ? {} : { id }),
      cycles,
      settings: settings === undefined ? {} : readSettings(settings),
      senderVersion: argument.sender_canister_version,
    });
    if (canister !== undefined) return reply({ canister_id: principalOf(canister.key) });
    throw id === undefined ? outOfIds() : notHosted(id, request.host.subnetKey);
  },
};

function notHosted(id: PrincipalKey, subnet: PrincipalKey): ManagementRefused {
  return new ManagementRefused(
    'IC0405',
    `Unsuccessful validation of specified ID: Specified CanisterId ${keyText(id)} is not hosted by subnet ` +
      `${keyText(subnet)}.`,
  );
}
