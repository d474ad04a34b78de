import { caseOf } from '@indus/kit/variant';
import { refuse } from './method-error.ts';
import type { Organisation } from './organisation.ts';
import type { Registry } from './storage.ts';

/** Errors: OrganisationNotFound. */
export function findOrganisation(registry: Registry, organisation: bigint): Organisation {
  return registry.organisations.get(organisation) ?? refuse({ OrganisationNotFound: { organisation } });
}

/**
 * An organisation that may act.
 * Errors: OrganisationNotFound; OrganisationSuspended.
 */
export function findActiveOrganisation(registry: Registry, organisation: bigint): Organisation {
  const found = findOrganisation(registry, organisation);
  if (caseOf(found.status) !== 'active') refuse({ OrganisationSuspended: { organisation } });
  return found;
}
