import {
  deriveKey,
  readRecordClass,
  readRecords,
  type RecordsRead,
  type vault as vaultTypes,
} from '@indus/client';
import type { Network } from '../network/network.ts';

/** Records that were read, and whether those of a sealed kind were opened. */
export interface OrganisationRead {
  readonly read: RecordsRead;
  readonly isOpened: boolean;
}

/**
 * Reads records as an official. Of one sealed kind alone the key comes with them, and they are opened on this device; of several
 * kinds the sealed ones stay as they are.
 * Errors: VaultRefused, RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readForOrganisation(
  { vault, registry }: Network,
  request: vaultTypes.ReadRequest,
): Promise<OrganisationRead> {
  const [code, ...others] = request.record_classes;
  const found = code !== undefined && others.length === 0 ? await readRecordClass(registry, code) : undefined;
  if (found?.value?.record_class.sealed) {
    return { read: await deriveKey(vault, { read: request }), isOpened: true };
  }
  return { read: await readRecords(vault, request), isOpened: false };
}
