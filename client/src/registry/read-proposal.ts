import type { Proposal } from '../generated/registry.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { ask, type Registry } from './registry.ts';
import {
  blob,
  type Certified,
  decodeRecord,
  expectSame,
  verifyAnswer,
  verifyRecord,
} from './verify-records.ts';

/**
 * One proposal with its votes, proven; undefined when it is proven that there is none with this id.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readProposal(
  registry: Registry,
  proposal: bigint,
): Promise<Certified<Proposal | undefined>> {
  const answer = await ask('read_proposal', () => registry.service.read_proposal({ proposal }));
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  const record = given && blob(given);
  verifyRecord(state, ['proposals', bigEndian64(proposal)], record);
  if (!record) return { value: undefined, time_ns: state.time_ns };
  const value = decodeRecord<Proposal>('Proposal', record);
  expectSame('proposal', proposal, value.id);
  return { value, time_ns: state.time_ns };
}
