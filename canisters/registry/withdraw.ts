import type { Env } from '@indus/kit/env';
import { samePrincipal } from './check-board.ts';
import { closeProposal } from './close-proposal.ts';
import { findOpenProposal } from './find-open-proposal.ts';
import { refuse } from './method-error.ts';
import type { ProposalRequest } from './methods.ts';
import type { Proposal } from './proposal.ts';
import type { Registry } from './storage.ts';

/**
 * Takes back one's own proposal.
 * Errors: ProposalNotFound; NotProposer; ProposalNotOpen.
 */
export function withdraw(registry: Registry, env: Env, request: ProposalRequest): Proposal {
  const { id, proposer } =
    registry.proposals.get(request.proposal) ?? refuse({ ProposalNotFound: { proposal: request.proposal } });
  if (!samePrincipal(proposer, env.caller)) refuse({ NotProposer: { proposal: id, proposer } });
  const withdrawn = closeProposal(registry, env, findOpenProposal(registry, env, id), 'withdrawn');
  registry.commit(env);
  return withdrawn;
}
