import type { Principal } from '@dfinity/principal';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { runInstallation, type InstallModeArgument } from './run-installation.ts';

interface InstallCodeArgument {
  readonly mode: InstallModeArgument;
  readonly canister_id: Principal;
  readonly wasm_module: Uint8Array;
  readonly arg: Uint8Array;
  readonly sender_canister_version: [] | [bigint];
}

/**
 * Installs a module that is in the call.
 * Errors: those of runInstallation.
 * Source: interface specification, "install_code".
 */
export const installCode: ManagementMethod<InstallCodeArgument> = {
  name: 'install_code',
  types: MANAGEMENT_IDL.install_code,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  async handle(request, argument) {
    await runInstallation(request, {
      mode: argument.mode,
      target: argument.canister_id,
      module: argument.wasm_module,
      argument: argument.arg,
      senderVersion: argument.sender_canister_version,
    });
    return DONE;
  },
};
