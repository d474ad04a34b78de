import type { Env } from '@indus/kit/env';
import { Refusal } from '@indus/kit/refusal';
import { applyAction, checkAction } from './action-handlers.ts';
import { checkOnBoard, samePrincipal } from './check-board.ts';
import { closeProposal, isOpen } from './close-proposal.ts';
import type { MethodError } from './method-error.ts';
import { refuse } from './method-error.ts';
import type { VoteRequest } from './methods.ts';
import type { Proposal } from './proposal.ts';
import { findOpenProposal } from './find-open-proposal.ts';
import type { Registry } from './storage.ts';
import { caseOf } from '@indus/kit/variant';

/**
 * Takes a board member's vote, and decides the proposal when the vote completes the threshold or puts it out of reach.
 * Errors: NotBoardMember; ProposalNotFound; ProposalNotOpen; AlreadyVoted.
 */
export function vote(registry: Registry, env: Env, request: VoteRequest): Proposal {
  const board = registry.board();
  checkOnBoard(board, env.caller);
  const proposal = findOpenProposal(registry, env, request.proposal);
  const earlier = proposal.votes.find((given) => samePrincipal(given.member, env.caller));
  if (earlier !== undefined) refuse({ AlreadyVoted: { proposal: proposal.id, vote: earlier } });

  const given = { member: env.caller, approve: request.approve, at_ns: env.nowNs };
  const voted: Proposal = { ...proposal, votes: [...proposal.votes, given] };
  registry.record(env, { voted: { proposal: proposal.id, approve: request.approve } });
  const decided = decide(registry, env, voted, board.members.length);
  registry.commit(env);
  return decided;
}

function decide(registry: Registry, env: Env, proposal: Proposal, boardSize: number): Proposal {
  const approvals = proposal.votes.filter((given) => given.approve).length;
  const rejections = proposal.votes.length - approvals;
  if (approvals >= proposal.threshold) return execute(registry, env, proposal);
  if (boardSize - rejections < proposal.threshold) return closeProposal(registry, env, proposal, 'rejected');
  registry.proposals.put(proposal);
  return proposal;
}

function execute(registry: Registry, env: Env, proposal: Proposal): Proposal {
  const at_ns = env.nowNs;
  const reason = whyNot(registry, proposal, env.nowNs);
  if (reason !== undefined) {
    const failed: Proposal = { ...proposal, status: { failed: { at_ns, reason } } };
    registry.proposals.put(failed);
    registry.record(env, { failed: { proposal: proposal.id, reason } });
    return failed;
  }
  const changed = applyAction(registry, proposal.action, { env, proposal: proposal.id });
  const organisation: [] | [bigint] = changed === undefined ? [] : [changed];
  const executed: Proposal = { ...proposal, status: { executed: { at_ns, organisation } } };
  registry.proposals.put(executed);
  registry.record(env, { executed: { proposal: proposal.id, organisation } });
  if ('change_board' in proposal.action) closeOthers(registry, env);
  return executed;
}

/** The refusal that the action would meet now, by the name of its case. */
function whyNot(registry: Registry, proposal: Proposal, nowNs: bigint): string | undefined {
  try {
    checkAction(registry, proposal.action, nowNs);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return caseOf(error.error as MethodError);
    throw error;
  }
}

/** A new board decides anew: what the old one has left open ends. */
function closeOthers(registry: Registry, env: Env): void {
  for (const id of registry.proposals.openIds()) {
    const proposal = registry.proposals.get(id) as Proposal;
    closeProposal(registry, env, proposal, isOpen(proposal, env.nowNs) ? 'superseded' : 'expired');
  }
}
