import type { Env } from '@indus/kit/env';
import type { Proposal } from './proposal.ts';
import type { Registry } from './storage.ts';

/** How a proposal ends without effect and without a decision of its own. */
export type Ending = 'rejected' | 'withdrawn' | 'expired' | 'superseded';

/** Ends a proposal and says so in the log. */
export function closeProposal(registry: Registry, env: Env, proposal: Proposal, ending: Ending): Proposal {
  const at_ns = ending === 'expired' ? proposal.expires_at_ns : env.nowNs;
  const closed = { ...proposal, status: { [ending]: { at_ns } } as unknown as Proposal['status'] };
  registry.proposals.put(closed);
  registry.record(env, { [ending]: { proposal: proposal.id } } as unknown as Parameters<
    Registry['record']
  >[1]);
  return closed;
}

/** Whether a proposal takes votes at this time. */
export function isOpen(proposal: Proposal, nowNs: bigint): boolean {
  return 'open' in proposal.status && nowNs < proposal.expires_at_ns;
}
