import type { Principal } from '@dfinity/principal';
import type { DirectoryChange, Organisation, Role } from '../generated/registry.ts';
import { readMember } from './read-member.ts';
import { readOrganisation } from './read-organisation.ts';
import { ask, type Registry } from './registry.ts';

/** Changes of the directory that one query gives. Bounds: the registry's own. */
const DIRECTORY_PAGE_MAX = 200;

/** A principal's roles in one organisation, both proven. */
export interface Membership {
  readonly organisation: Organisation;
  readonly roles: readonly Role[];
}

/** Where somebody has roles, as far as the directory was followed. */
export interface Memberships {
  readonly memberships: readonly Membership[];
  /** Time of the oldest certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/**
 * The active organisations in which a principal has roles. The directory, asked by query, only says where to look; each role
 * and organisation is proven by its witness. A node that leaves one out can hide a role, and never give one.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function findMemberships(registry: Registry, member: Principal): Promise<Memberships> {
  const found = await Promise.all(
    (await placesOf(registry, member)).map(async (id) =>
      Promise.all([readOrganisation(registry, id), readMember(registry, id, member)]),
    ),
  );
  const memberships = found.flatMap(([organisation, roles]) => {
    if (!organisation.value || !roles.value || !('active' in organisation.value.status)) return [];
    return [{ organisation: organisation.value, roles: roles.value.roles }];
  });
  const times = found.flat().map(({ time_ns }) => time_ns);
  const now = BigInt(registry.connection.trust.nowMs()) * 1_000_000n;
  return { memberships, time_ns: times.reduce((oldest, time) => (time < oldest ? time : oldest), now) };
}

/** Organisations in which the directory says that a principal has roles. */
async function placesOf(registry: Registry, member: Principal): Promise<bigint[]> {
  const name = member.toText();
  const places = new Map<bigint, boolean>();
  for (let after = 0n, head = 1n; after < head;) {
    const page = await ask('read_directory', () =>
      registry.service.read_directory({ after, limit: DIRECTORY_PAGE_MAX }),
    );
    for (const change of page.changes) note(places, change, name);
    head = page.head;
    after = page.changes.at(-1)?.sequence ?? head;
  }
  return [...places].filter(([, hasRoles]) => hasRoles).map(([organisation]) => organisation);
}

function note(places: Map<bigint, boolean>, { entry }: DirectoryChange, member: string): void {
  if (!('member' in entry) || entry.member.member.toText() !== member) return;
  places.set(entry.member.organisation, entry.member.roles.length > 0);
}
