import type { Principal } from '@dfinity/principal';
import { askVault, type Vault } from './vault.ts';

/**
 * Brings an export of the caller's back where nothing is held on her, and answers how many records there are then.
 * Errors: VaultRefused, CallFailed; nothing was taken in then, unless it was the last part that nobody answered.
 */
export async function importDossier(
  vault: Vault,
  subject: Principal,
  parts: readonly Uint8Array[],
): Promise<bigint> {
  let records = 0n;
  for (const [at, part] of parts.entries()) {
    const request = { part, last: at === parts.length - 1 };
    const { answer } = await askVault(vault, subject, {
      method: 'import_export',
      at: ({ service }) => service.import_export(request),
    });
    records = answer.records;
  }
  return records;
}
