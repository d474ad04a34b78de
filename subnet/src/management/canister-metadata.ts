import type { Principal } from '@dfinity/principal';
import { keyText } from '../principal.ts';
import { findCanister } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';

interface CanisterMetadataArgument {
  readonly canister_id: Principal;
  readonly name: string;
}

/**
 * Gives a canister a metadata section of any canister; private ones to its controllers only.
 * Errors: IC0301; IC0406 without a module, or without a section that the caller may see.
 * Source: interface specification, "canister_metadata".
 */
export const canisterMetadata: ManagementMethod<CanisterMetadataArgument> = {
  name: 'canister_metadata',
  types: MANAGEMENT_IDL.canister_metadata,
  ingress: 'nobody',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id, name }) {
    const canister = findCanister(request, canister_id);
    const id = keyText(canister.key);
    if (canister.code === undefined) {
      throw new ManagementRefused(
        'IC0406',
        `The canister ${id} has no Wasm module and hence no metadata is available.`,
      );
    }
    const isController = canister.settings.controllers.includes(request.call.caller);
    const section = canister.code.info.metadata.find((each) => each.name === name);
    if (section === undefined || (section.visibility === 'private' && !isController)) {
      throw new ManagementRefused(
        'IC0406',
        `The canister ${id} has no metadata section with the name ${name}.`,
      );
    }
    return reply({ value: section.content });
  },
};
