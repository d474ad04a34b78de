import type { OrganisationDetails, Proposal } from '../generated/registry.ts';
import { propose } from './propose.ts';
import type { Registry } from './registry.ts';

/**
 * Proposes that an organisation be admitted.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function proposeAdmission(registry: Registry, details: OrganisationDetails): Promise<Proposal> {
  return propose(registry, { admit_organisation: details });
}
