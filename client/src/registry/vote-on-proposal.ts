import type { Proposal } from '../generated/registry.ts';
import { ask, type Registry } from './registry.ts';

/**
 * Approves a proposal; the approval that completes the threshold executes it, as the status in the answer says.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function approveProposal(registry: Registry, proposal: bigint): Promise<Proposal> {
  return ask('vote', () => registry.service.vote({ proposal, approve: true, idempotency_key: [] }));
}

/**
 * Rejects a proposal.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function rejectProposal(registry: Registry, proposal: bigint): Promise<Proposal> {
  return ask('vote', () => registry.service.vote({ proposal, approve: false, idempotency_key: [] }));
}
