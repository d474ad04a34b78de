import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { ROLES } from '@indus/kit/directory-feed';
import type { Env } from '@indus/kit/env';
import { checkLimit } from './check-text.ts';
import { isEnded } from './check-grant.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import type { ListWork } from './ministry-requests.ts';
import type { Party } from './party-index.ts';
import type { Dossier } from './dossier.ts';
import type { Vault } from './storage.ts';

/** Which page of the caller's own. */
export interface ListMandates {
  readonly cursor: [] | [Uint8Array];
  /** 1 to 50. */
  readonly limit: number;
}

/** An item of a subject, as it is certified. */
export interface SharedItem {
  readonly subject: Principal;
  readonly item: Uint8Array;
}

/** A page of items of several subjects, the newest first. */
export interface SharedItems {
  readonly items: readonly SharedItem[];
  readonly next: [] | [Uint8Array];
}

/** Candid type of {@link ListMandates}. */
export const ListMandates = IDL.Record({ cursor: IDL.Opt(IDL.Vec(IDL.Nat8)), limit: IDL.Nat32 });

/** Candid type of {@link SharedItems}. */
export const SharedItems = IDL.Record({
  items: IDL.Vec(IDL.Record({ subject: IDL.Principal, item: IDL.Vec(IDL.Nat8) })),
  next: IDL.Opt(IDL.Vec(IDL.Nat8)),
});

/**
 * The consents of this shard's subjects that an organisation was given, or has asked for, in whatever state.
 * Errors: AnonymousCaller, DirectoryStale; RoleRequired for who has no role there; Invalid for the limit; InvalidCursor,
 * NotReady.
 */
export function listConsents(vault: Vault, env: Env, request: ListWork): SharedItems {
  const { organisation } = request;
  vault.access.requireRole(env, { roles: ROLES, organisation });
  return listShares(
    vault,
    env,
    { ...request, method: 'list_consents', party: { organisation } },
    (dossier, id) => dossier.bytes({ kind: 'consent', id }),
  );
}

/**
 * The grants by which the caller may act for subjects of this shard, now or later.
 * Errors: AnonymousCaller; Invalid for the limit; InvalidCursor, NotReady.
 */
export function listMandates(vault: Vault, env: Env, request: ListMandates): SharedItems {
  const delegate = vault.access.requireSigned(env);
  return listShares(
    vault,
    env,
    { ...request, method: 'list_mandates', party: { delegate } },
    (dossier, id) => {
      const grant = dossier.item('grant', id);
      const isOver = grant === undefined || isEnded(grant, env.nowNs);
      return isOver ? undefined : dossier.bytes({ kind: 'grant', id });
    },
  );
}

interface Page extends ListMandates {
  readonly method: string;
  readonly party: Party;
}

/** A page may hold fewer than asked for although more follows. */
function listShares(
  vault: Vault,
  env: Env,
  { method, party, cursor, limit }: Page,
  itemOf: (dossier: Dossier, id: bigint) => Uint8Array | undefined,
): SharedItems {
  checkLimit(limit, PAGE_ITEMS_MAX);
  const scope = { method, request: 'organisation' in party ? String(party.organisation) : '' };
  const { shares, last } = vault.parties.page(party, limit, vault.cursors.open(env, scope, cursor));
  const items = shares.flatMap(({ subject, id }): SharedItem[] => {
    if (vault.buckets.place(vault.keyOf(subject).bucket)?.kind !== 'owned') return [];
    const item = itemOf(vault.dossier(subject), id);
    return item === undefined ? [] : [{ subject, item }];
  });
  return { items, next: last === undefined ? [] : [vault.cursors.seal(env, scope, last)] };
}
