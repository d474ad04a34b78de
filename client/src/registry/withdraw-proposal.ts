import type { Proposal } from '../generated/registry.ts';
import { ask, type Registry } from './registry.ts';

/**
 * Takes back one's own open proposal.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function withdrawProposal(registry: Registry, proposal: bigint): Promise<Proposal> {
  return ask('withdraw', () => registry.service.withdraw({ proposal, idempotency_key: [] }));
}
