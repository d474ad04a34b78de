import type { Action, Proposal } from '../generated/registry.ts';
import { ask, type Registry } from './registry.ts';

/**
 * Makes a proposal; to propose is not to approve. The answer is certified by the subnet.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function propose(registry: Registry, action: Action): Promise<Proposal> {
  return ask('propose', () => registry.service.propose(action));
}
