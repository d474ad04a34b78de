import type { Principal } from '@dfinity/principal';
import type { Consent, DelegateGrant, SharedItems } from '../generated/vault.ts';
import type { recordTypes } from '../generated/vault-records.ts';
import { blob } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import { ITEM_PAGE } from './list-items.ts';
import type { OrganisationPage } from './list-work.ts';
import { askShard, type Shard } from './vault.ts';

/** Items of several subjects, the newest first. */
export interface SharedPage<T> {
  readonly items: readonly { readonly subject: Principal; readonly value: T }[];
  /** Where the next part begins; absent at the end. */
  readonly next?: Uint8Array;
}

/**
 * The consents that an organisation was given by subjects of a shard, or has asked them for. The answer is certified by the
 * subnet as a whole: nothing is left out.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function listOrganisationConsents(
  shard: Shard,
  { organisation, after, limit = ITEM_PAGE }: OrganisationPage,
): Promise<SharedPage<Consent>> {
  const answer = await askShard(shard, {
    method: 'list_consents',
    at: ({ replicated }) => replicated.list_consents({ organisation, cursor: after ? [after] : [], limit }),
  });
  return pageOf<Consent>('Consent', answer);
}

/**
 * The grants by which the caller may act for subjects of a shard, now or later. The answer is certified by the subnet as a
 * whole: nothing is left out.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function listMandates(
  shard: Shard,
  { after, limit = ITEM_PAGE }: { readonly after?: Uint8Array; readonly limit?: number } = {},
): Promise<SharedPage<DelegateGrant>> {
  const answer = await askShard(shard, {
    method: 'list_mandates',
    at: ({ replicated }) => replicated.list_mandates({ cursor: after ? [after] : [], limit }),
  });
  return pageOf<DelegateGrant>('DelegateGrant', answer);
}

function pageOf<T>(type: keyof typeof recordTypes, { items, next: [next] }: SharedItems): SharedPage<T> {
  return {
    items: items.map(({ subject, item }) => ({ subject, value: decodeItem<T>(type, blob(item)) })),
    ...(next ? { next: blob(next) } : {}),
  };
}
