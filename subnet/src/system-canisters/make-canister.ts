import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { assert } from '../assert.ts';
import type { SettingsArgument } from '../management/read-settings.ts';
import { principalBytes, principalKey, type PrincipalKey } from '../principal.ts';
import { REJECT_CODE } from '../reject.ts';
import { CYCLES_MINTING } from './system-canister-ids.ts';
import type { SystemCall } from './system-canister.ts';

/** How a new canister is asked for. */
export interface CreationArgument {
  readonly settings: [] | [SettingsArgument];
  readonly subnet_selection:
    | []
    | [
        | { readonly Subnet: { readonly subnet: Principal } }
        | { readonly Filter: { readonly subnet_type: [] | [string] } },
      ];
}

/** A call of the management canister that was rejected. */
export interface Rejected {
  readonly code: number;
  readonly message: string;
}

/** The one type of subnet that can be asked for here, as the state tree names it. */
const SUBNET_TYPE = 'application';

/**
 * Creates a canister with the cycles; the cycles minting canister does it, as on the IC. Without controllers in the
 * settings, `controller` is the only one.
 */
export async function makeCanister(
  call: SystemCall,
  controller: PrincipalKey,
  cycles: bigint,
  creation: CreationArgument | undefined,
): Promise<{ readonly canister: Principal } | Rejected> {
  const unknown = creation && unknownSubnet(call, creation);
  if (unknown !== undefined) return { code: REJECT_CODE.CANISTER_REJECT, message: unknown };
  const asked = creation?.settings[0];
  const settings = {
    ...(asked ?? NO_SETTINGS),
    controllers:
      asked?.controllers[0] === undefined
        ? [[Principal.fromUint8Array(principalBytes(controller))]]
        : asked.controllers,
  };
  const argument = { settings: [settings], sender_canister_version: [] };
  const outcome = await call.callManagement(CYCLES_MINTING, 'create_canister', argument, cycles);
  assert(outcome.kind === 'answered', 'create_canister answers at once');
  const { answer } = outcome;
  if (answer.kind === 'reject') return answer;
  const [decoded] = IDL.decode([IDL.Record({ canister_id: IDL.Principal })], answer.data);
  return { canister: (decoded as unknown as { readonly canister_id: Principal }).canister_id };
}

/** Gives cycles to a canister, as `caller`. Undefined: it has them. */
export async function giveCycles(
  call: SystemCall,
  caller: PrincipalKey,
  to: Principal,
  cycles: bigint,
): Promise<Rejected | undefined> {
  const outcome = await call.callManagement(caller, 'deposit_cycles', { canister_id: to }, cycles);
  assert(outcome.kind === 'answered', 'deposit_cycles answers at once');
  return outcome.answer.kind === 'reject' ? outcome.answer : undefined;
}

function unknownSubnet(call: SystemCall, { subnet_selection }: CreationArgument): string | undefined {
  const [selection] = subnet_selection;
  if (selection === undefined) return undefined;
  if ('Subnet' in selection) {
    const { subnet } = selection.Subnet;
    if (principalKey(subnet.toUint8Array()) === call.subnetKey) return undefined;
    return `Subnet ${subnet.toText()} does not exist`;
  }
  const [type] = selection.Filter.subnet_type;
  return type === undefined || type === SUBNET_TYPE ? undefined : `No subnets of type ${type} exist`;
}

const NO_SETTINGS: SettingsArgument = {
  controllers: [],
  compute_allocation: [],
  memory_allocation: [],
  freezing_threshold: [],
  reserved_cycles_limit: [],
  minimum_incoming_canister_call_cycles: [],
  log_visibility: [],
  log_memory_limit: [],
  snapshot_visibility: [],
  status_visibility: [],
  wasm_memory_limit: [],
  wasm_memory_threshold: [],
  environment_variables: [],
};
