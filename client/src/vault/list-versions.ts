import type { Principal } from '@dfinity/principal';
import type { Record as HeldRecord, VersionPageRequest } from '../generated/vault.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { blob, verifyAnswer } from '../verify/verified-answer.ts';
import { ITEM_PAGE, proveItem, type ProvenItem } from './list-items.ts';
import { askVault, type Vault } from './vault.ts';

/**
 * Every version of one of the caller's records, oldest first: all proven, from the first to the one given.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function listVersions(
  vault: Vault,
  subject: Principal,
  newest: Pick<HeldRecord, 'id' | 'version'>,
): Promise<ProvenItem<HeldRecord>[]> {
  const versions: ProvenItem<HeldRecord>[] = [];
  let cursor: [] | [Uint8Array] = [];
  do {
    const request: VersionPageRequest = { subject, record_id: newest.id, cursor, limit: ITEM_PAGE };
    const { answer, shard } = await askVault(vault, subject, {
      method: 'list_versions',
      at: ({ service }) => service.list_versions(request),
    });
    const state = await verifyAnswer(shard, answer.proof);
    for (const bytes of answer.items) {
      versions.unshift(proveItem<HeldRecord>(vault, { subject, kind: 'held_record', state }, blob(bytes)));
    }
    const [next]: readonly (Uint8Array | number[])[] = answer.items.length > 0 ? answer.next : [];
    cursor = next ? [blob(next)] : [];
  } while (cursor.length > 0);
  const isWhole = versions.every(({ value }, at) => value.id === newest.id && value.version === at + 1);
  if (!isWhole || versions.length !== newest.version) {
    throw new ProofInvalid(
      'record',
      `expected ${newest.version} versions of record ${newest.id} without a gap`,
    );
  }
  return versions;
}
