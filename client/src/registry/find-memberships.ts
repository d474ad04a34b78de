import type { Principal } from '@dfinity/principal';
import type { Member, Organisation, Role } from '../generated/registry.ts';
import { MEMBERS_PAGE } from './list-members.ts';
import { memberKey } from './member-key.ts';
import { readOrganisation } from './read-organisation.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';

/** A principal's roles in one organisation, both proven. */
export interface Membership {
  readonly organisation: Organisation;
  readonly roles: readonly Role[];
}

/** Where somebody has roles. */
export interface Memberships {
  readonly memberships: readonly Membership[];
  /** Time of the oldest certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/**
 * The active organisations in which a principal has roles. Each role and organisation is proven by its witness. A node that
 * leaves one out can hide a role, and never give one.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function findMemberships(registry: Registry, member: Principal): Promise<Memberships> {
  const memberships: Membership[] = [];
  const times: bigint[] = [];
  for (let cursor: Uint8Array | undefined, isLast = false; !isLast;) {
    const page = await listMemberships(registry, member, cursor);
    const organisations = await Promise.all(
      page.values.map(({ organisation }) => readOrganisation(registry, organisation)),
    );
    times.push(page.time_ns, ...organisations.map(({ time_ns }) => time_ns));
    for (const [at, { value: organisation }] of organisations.entries()) {
      if (!organisation || !('active' in organisation.status)) continue;
      memberships.push({ organisation, roles: page.values[at]?.roles ?? [] });
    }
    cursor = page.next;
    isLast = cursor === undefined;
  }
  return { memberships, time_ns: times.reduce((oldest, time) => (time < oldest ? time : oldest)) };
}

/** One page of the memberships of a principal, in suspended organisations too. */
async function listMemberships(
  registry: Registry,
  member: Principal,
  cursor: Uint8Array | undefined,
): Promise<Page<Member>> {
  const page = await ask('list_memberships', () =>
    registry.service.list_memberships({ member, cursor: cursor ? [cursor] : [], limit: MEMBERS_PAGE }),
  );
  return verifyPage<Member>(registry, page, {
    type: 'Member',
    map: 'members',
    key: ({ organisation, member: of }) => memberKey(organisation, of),
    matches: ({ member: of }) => of.compareTo(member) === 'eq',
    order: 'ascending',
  });
}
