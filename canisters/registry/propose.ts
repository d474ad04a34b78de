import type { Env } from '@indus/kit/env';
import { approvalsFor, checkAction } from './action-handlers.ts';
import { Action } from './action.ts';
import { checkOnBoard } from './check-board.ts';
import { closeProposal, isOpen } from './close-proposal.ts';
import { OPEN_PROPOSALS_MAX, PROPOSAL_LIFE_NS } from './limits.ts';
import { refuse } from './method-error.ts';
import type { ProposeOnceRequest } from './methods.ts';
import type { Proposal } from './proposal.ts';
import { encodeRecord } from '@indus/kit/record-codec';
import type { Registry } from './storage.ts';

/**
 * Makes a proposal; those that have expired in the meantime are closed on the way.
 * Errors: NotBoardMember; TooManyOpenProposals; those of the action itself.
 */
export function propose(registry: Registry, env: Env, action: Action): Proposal {
  const board = registry.board();
  checkOnBoard(board, env.caller);
  const listed = registry.proposals.openIds().map((id) => registry.proposals.get(id) as Proposal);
  const expired = listed.filter((proposal) => !isOpen(proposal, env.nowNs));
  const open = listed.length - expired.length;
  if (open >= OPEN_PROPOSALS_MAX) refuse({ TooManyOpenProposals: { open, limit: OPEN_PROPOSALS_MAX } });
  checkAction(registry, action, env.nowNs);

  for (const proposal of expired) closeProposal(registry, env, proposal, 'expired');
  const made = registry.proposals.add((id) => ({
    id,
    proposer: env.caller,
    action,
    threshold: approvalsFor(action, board.threshold),
    made_at_ns: env.nowNs,
    expires_at_ns: env.nowNs + PROPOSAL_LIFE_NS,
    votes: [],
    status: { open: null },
  }));
  registry.record(env, { proposed: { proposal: made.id, action: encodeRecord(Action, action) } });
  registry.commit(env);
  return made;
}

/** As {@link propose}, for a caller that may send it again. */
export function proposeOnce(registry: Registry, env: Env, { action }: ProposeOnceRequest): Proposal {
  return propose(registry, env, action);
}
