import type { Proposal } from '../generated/registry.ts';
import { readNumberedRecord } from './read-numbered-record.ts';
import { ask, type Registry } from './registry.ts';
import type { Certified } from './verify-records.ts';

/**
 * One proposal with its votes, proven; undefined when it is proven that there is none with this id.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readProposal(
  registry: Registry,
  proposal: bigint,
): Promise<Certified<Proposal | undefined>> {
  const answer = await ask('read_proposal', () => registry.service.read_proposal({ proposal }));
  return readNumberedRecord<Proposal>(registry, answer, proposal, {
    map: 'proposals',
    type: 'Proposal',
  });
}
