import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { CertifiedPage } from './answers.ts';
import { checkLimit, cursorTo, startOf } from './check-page.ts';
import { PAGE_RECORDS_MAX } from './limits.ts';
import { MemberStore } from './member-store.ts';
import type { PageRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/** Whose memberships to list. */
export interface ListMembershipsRequest extends PageRequest {
  readonly member: Principal;
}

/**
 * Where a principal has roles, in the order of the organisations' ids, suspended ones too.
 * Errors: Invalid for the limit; InvalidCursor; NotReady.
 */
export function listMemberships(
  registry: Registry,
  env: Env,
  { member, cursor, limit }: ListMembershipsRequest,
): CertifiedPage {
  checkLimit(limit, PAGE_RECORDS_MAX);
  const scope = { method: 'list_memberships', request: member.toText() };
  const from = startOf(registry, env, scope, { cursor, first: 0n });
  const places = registry.members.placesOf(member).filter((organisation) => organisation >= from);
  const keys = places.slice(0, limit).map((organisation) => MemberStore.key(organisation, member));
  return {
    records: keys.map((key) => registry.members.bytesOfKey(key) as Uint8Array),
    next: cursorTo(registry, env, scope, places[limit]),
    proof: registry.proof(env, { members: registry.members.certified.witness(keys) }),
  };
}
