import type { CanisterState } from '../canister/canister-state.ts';
import { countConsumed } from '../canister/cycles-consumed.ts';
import type { CanisterSettings } from '../canister/settings.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import type { PrincipalKey } from '../principal.ts';
import { checkAllocations } from './check-allocations.ts';
import { reserve } from './cycles-account.ts';
import { principalOf } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { CREATION_FEE_CYCLES } from './management-limits.ts';
import { reply, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';
import { readSettings, type RequestedSettings, type SettingsArgument } from './read-settings.ts';
import { recordChange } from './record-change.ts';

interface CreateCanisterArgument {
  readonly settings: [] | [SettingsArgument];
  readonly sender_canister_version: [] | [bigint];
}

/** What a new canister starts with. */
export interface Creation {
  readonly id?: PrincipalKey;
  readonly cycles: bigint;
  readonly settings: RequestedSettings;
  readonly senderVersion: [] | [bigint];
}

/**
 * Creates an empty canister that is paid with the attached cycles.
 * Errors: IC0403 below the fee; those of the settings; IC0101 when the subnet has no id left.
 * Source: interface specification, "create_canister".
 */
export const createCanister: ManagementMethod<CreateCanisterArgument> = {
  name: 'create_canister',
  types: MANAGEMENT_IDL.create_canister,
  ingress: 'nobody',
  query: false,
  effectiveId: undefined,
  handle(request, argument) {
    const { cycles } = request.call;
    if (cycles < CREATION_FEE_CYCLES) {
      throw new ManagementRefused(
        'IC0403',
        `Creating a canister requires a fee of ${CREATION_FEE_CYCLES} that is deducted from the canister's ` +
          `initial balance but only ${cycles} cycles were received with the create_canister request.`,
      );
    }
    const [settings] = argument.settings;
    const canister = create(request, {
      cycles: cycles - CREATION_FEE_CYCLES,
      settings: settings === undefined ? {} : readSettings(settings),
      senderVersion: argument.sender_canister_version,
    });
    if (canister === undefined) throw outOfIds();
    countConsumed(canister, 'canister_creation', CREATION_FEE_CYCLES);
    return reply({ canister_id: principalOf(canister.key) }, cycles);
  },
};

/**
 * Makes the canister and the first entry of its history. Undefined: the id is not to be had.
 * Errors: ManagementRefused IC0101, IC0530, IC0531, IC0533; nothing is made then.
 */
export function create(request: MethodRequest, creation: Creation): CanisterState | undefined {
  const { host } = request;
  const { id, cycles, settings, senderVersion } = creation;
  const reserved = checkAllocations(host, settings, { newWithCycles: cycles });
  const controllers = settings.controllers ?? [request.call.caller];
  const canister = host.createCanister({ ...(id === undefined ? {} : { id }), cycles, controllers });
  if (canister === undefined) return undefined;
  canister.settings = { ...canister.settings, ...settings, controllers };
  reserve(canister, reserved);
  const { environment } = settings;
  const hash = environment === undefined ? {} : { environmentHash: environmentHash(environment) };
  recordChange(request, canister, { kind: 'creation', controllers, ...hash }, senderVersion);
  host.touch(canister);
  return canister;
}

/** The subnet has no canister id left. */
export function outOfIds(): ManagementRefused {
  return new ManagementRefused(
    'IC0101',
    'Could not create canister. Subnet has surpassed its canister ID allocation.',
  );
}

/** As hexadecimal. Source: interface specification, "canister_info" and "Hash of map". */
function environmentHash(environment: CanisterSettings['environment']): string {
  return Buffer.from(hashOfMap(new Map(environment))).toString('hex');
}
