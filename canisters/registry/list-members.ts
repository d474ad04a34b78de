import type { Env } from '@indus/kit/env';
import type { CertifiedPage } from './answers.ts';
import { checkLimit, cursorTo, startOf } from './check-page.ts';
import { PAGE_RECORDS_MAX } from './limits.ts';
import { refuse } from './method-error.ts';
import type { ListMembersRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/**
 * Everyone with a role in an organisation, in the order in which they came to it.
 * Errors: Invalid for the limit; InvalidCursor; NotReady; OrganisationNotFound.
 */
export function listMembers(registry: Registry, env: Env, request: ListMembersRequest): CertifiedPage {
  const { organisation, cursor, limit } = request;
  checkLimit(limit, PAGE_RECORDS_MAX);
  if (registry.organisations.bytes(organisation) === undefined)
    refuse({ OrganisationNotFound: { organisation } });
  const scope = { method: 'list_members', request: String(organisation) };
  const from = startOf(registry, env, scope, { cursor, first: 0n });

  const { keys, next } = registry.members.list(organisation, Number(from), limit);
  return {
    records: keys.map((key) => registry.members.bytesOfKey(key) as Uint8Array),
    next: cursorTo(registry, env, scope, next),
    proof: registry.proof(env, { members: registry.members.certified.witness(keys) }),
  };
}
