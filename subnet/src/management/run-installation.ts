import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { INSTRUCTIONS_INSTALL_MAX } from '../limits.ts';
import { keyText, principalBytes, type PrincipalKey } from '../principal.ts';
import type { Installation, Trap } from '../sandbox/protocol.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import { costOfExecution } from '../sandbox/system-api/cycle-costs.ts';
import { outOfCycles, spend } from './cycles-account.ts';
import { findControlled } from './find-canister.ts';
import type { MethodRequest } from './management-method.ts';
import { checkInstallRate, countInstallation } from './install-rate.ts';
import { ManagementRefused } from './management-refused.ts';
import { recordChange } from './record-change.ts';

/** `canister_install_mode` as decoded. */
export type InstallModeArgument =
  | { install: null }
  | { reinstall: null }
  | {
      upgrade:
        | []
        | [
            {
              skip_pre_upgrade: [] | [boolean];
              wasm_memory_persistence: [] | [{ keep: null } | { replace: null }];
            },
          ];
    };

/** What is to be installed where. */
export interface InstallationOrder {
  readonly mode: InstallModeArgument;
  readonly target: Principal;
  readonly module: Uint8Array;
  readonly argument: Uint8Array;
  readonly senderVersion: [] | [bigint];
}

const PERSISTENCE_SECTION = 'enhanced-orthogonal-persistence';

/**
 * Prepares a module and installs it.
 * Errors: ManagementRefused IC0301, IC0512, IC0514 (not empty), IC0537 (empty), IC0504 (upgrade options), IC0207, IC0532
 * and IC0534 (cycles), IC0101 (the subnet is full), IC0209 (too soon), and what the module or its hooks fail with; the
 * canister is as before then, but for its log and its cycles.
 * Source: interface specification, "install_code".
 */
export async function runInstallation(request: MethodRequest, order: InstallationOrder): Promise<void> {
  const { host, call } = request;
  checkInstallRate(host, findInstallable(request, order));
  const prepared = await host.prepare(order.module);
  // The canister may have changed while the module was prepared.
  const canister = findInstallable(request, order);
  if (!prepared.ok) throw trapped(canister, prepared.trap);
  const options = 'upgrade' in order.mode ? order.mode.upgrade[0] : undefined;
  const persistence = options?.wasm_memory_persistence[0];
  if ('upgrade' in order.mode) checkPersistence(canister, prepared.info, persistence);
  const mode = modeOf(order.mode);
  const installation: Installation = {
    mode,
    moduleHash: prepared.moduleHash,
    argument: order.argument,
    caller: principalBytes(call.caller),
    skipPreUpgrade: options?.skip_pre_upgrade[0] ?? false,
    keepHeap: persistence !== undefined && 'keep' in persistence,
    instructionLimit: INSTRUCTIONS_INSTALL_MAX,
  };
  if (!host.freeCycles) requireCycles(canister, call.caller);
  const result = await host.install(canister, order.module, installation);
  countInstallation(host, canister, result.instructions);
  if (!host.freeCycles) spend(canister, 'instructions', costOfExecution(result.instructions));
  if (result.trap) throw trapped(canister, result.trap);
  if (canister.code) canister.code = { ...canister.code, moduleBytes: order.module.length };
  if (mode === 'reinstall') {
    const kept = Math.min(result.log.length, canister.log.length);
    canister.log = canister.log.slice(canister.log.length - kept);
  }
  const details = { kind: 'code_deployment', mode, moduleHash: prepared.moduleHash } as const;
  recordChange(request, canister, details, order.senderVersion);
  host.touch(canister);
}

/** Errors: ManagementRefused IC0207 when the longest installation could not be paid. */
function requireCycles(canister: CanisterState, caller: PrincipalKey): void {
  const problem = outOfCycles(canister, costOfExecution(INSTRUCTIONS_INSTALL_MAX), caller);
  if (problem === undefined) return;
  throw new ManagementRefused('IC0207', `Canister installation failed with \`${problem}\`.`);
}

function modeOf(mode: InstallModeArgument): Installation['mode'] {
  if ('install' in mode) return 'install';
  return 'reinstall' in mode ? 'reinstall' : 'upgrade';
}

function findInstallable(request: MethodRequest, { target, mode }: InstallationOrder): CanisterState {
  const canister = findControlled(request, target);
  const id = keyText(canister.key);
  if ('install' in mode && canister.code !== undefined) {
    throw new ManagementRefused(
      'IC0514',
      `Canister ${id} cannot be installed because the canister is not empty. ` +
        `Try installing with mode='reinstall' instead.`,
    );
  }
  if ('upgrade' in mode && canister.code === undefined) {
    throw new ManagementRefused(
      'IC0537',
      `Error from Canister ${id}: Attempted to execute a message, but the canister contains no Wasm module.`,
    );
  }
  return canister;
}

/** Source: dfinity/ic rs/execution_environment/src/execution/upgrade.rs, the two safety checks of memory handling. */
function checkPersistence(
  canister: CanisterState,
  next: ModuleInfo,
  persistence: { keep: null } | { replace: null } | undefined,
): void {
  if (persistence === undefined && keepsHeap(canister.code?.info)) {
    throw new ManagementRefused(
      'IC0504',
      'Missing upgrade option: Enhanced orthogonal persistence requires the `wasm_memory_persistence` upgrade option.',
    );
  }
  if (persistence !== undefined && 'keep' in persistence && !keepsHeap(next)) {
    throw new ManagementRefused(
      'IC0504',
      'Invalid upgrade option: The `wasm_memory_persistence: opt Keep` upgrade option requires that the new ' +
        'canister module supports enhanced orthogonal persistence.',
    );
  }
}

function keepsHeap(info: ModuleInfo | undefined): boolean {
  return info?.metadata.some(({ name }) => name === PERSISTENCE_SECTION) ?? false;
}

/** Refusals that are the subnet's, not the canister's doing. */
const OF_THE_SUBNET: ReadonlySet<string> = new Set(['IC0101', 'IC0532', 'IC0534']);

function trapped(canister: CanisterState, trap: Trap): ManagementRefused {
  if (OF_THE_SUBNET.has(trap.errorCode)) return new ManagementRefused(trap.errorCode, trap.message);
  return new ManagementRefused(
    trap.errorCode,
    `Error from Canister ${keyText(canister.key)}: ${trap.message}`,
  );
}
