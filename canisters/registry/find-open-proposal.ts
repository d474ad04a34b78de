import type { Env } from '@indus/kit/env';
import { isOpen } from './close-proposal.ts';
import { refuse } from './method-error.ts';
import type { Proposal } from './proposal.ts';
import type { Registry } from './storage.ts';

/**
 * A proposal that takes votes now.
 * Errors: ProposalNotFound; ProposalNotOpen, with `expired` when its time is over and nobody has noted it yet.
 */
export function findOpenProposal(registry: Registry, env: Env, id: bigint): Proposal {
  const proposal = registry.proposals.get(id) ?? refuse({ ProposalNotFound: { proposal: id } });
  if (isOpen(proposal, env.nowNs)) return proposal;
  const status = 'open' in proposal.status ? { expired: { at_ns: proposal.expires_at_ns } } : proposal.status;
  return refuse({ ProposalNotOpen: { proposal: id, status } });
}
