import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import type { CertifiedRecord } from './answers.ts';
import type { ProposalRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/** One proposal, or the proof that there is none with this id. */
export function readProposal(registry: Registry, env: Env, request: ProposalRequest): CertifiedRecord {
  const record = registry.proposals.bytes(request.proposal);
  const witness = registry.proposals.certified.witness([u64Key(request.proposal)]);
  return { found: record === undefined ? [] : [record], proof: registry.proof(env, { proposals: witness }) };
}
