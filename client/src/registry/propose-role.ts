import type { Principal } from '@dfinity/principal';
import type { Proposal, Role } from '../generated/registry.ts';
import { propose } from './propose.ts';
import type { Registry } from './registry.ts';

/** Whose role in which organisation. */
export interface RoleGrant {
  readonly organisation: bigint;
  readonly member: Principal;
  readonly role: Role;
}

/**
 * Proposes that a principal be given a role in an organisation.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function proposeRole(registry: Registry, grant: RoleGrant): Promise<Proposal> {
  return propose(registry, { grant_role: grant });
}
