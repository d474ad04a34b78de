import { caseOf } from '@indus/kit/variant';
import type { Action } from './action.ts';
import type { ActionHandler, ActionHandlers, Enactment } from './action-handler.ts';
import { canisterHandlers } from './canister-handlers.ts';
import { codeHandlers } from './code-handlers.ts';
import { organisationHandlers } from './organisation-handlers.ts';
import type { Registry } from './storage.ts';

const ACTION_HANDLERS: ActionHandlers<Action> = {
  ...organisationHandlers,
  ...codeHandlers,
  ...canisterHandlers,
};

/**
 * Whether an action is within its bounds and possible in the state as it is; made when it is proposed and again when it is
 * executed.
 * Errors: every case of MethodError that is not about proposals or pages.
 */
export function checkAction(registry: Registry, action: Action, nowNs: bigint): void {
  handlerOf(action).check(registry, valueOf(action), nowNs);
}

/**
 * Carries an action out and answers the organisation that it made or changed. The action has been checked against the
 * state as it is: from here on there is no refusal.
 */
export function applyAction(registry: Registry, action: Action, enactment: Enactment): bigint | undefined {
  return handlerOf(action).apply(registry, valueOf(action), enactment);
}

/** Approvals that an action needs under a board's threshold. */
export function approvalsFor(action: Action, threshold: number): number {
  return Math.max(threshold, handlerOf(action).approvalsMin ?? 1);
}

function handlerOf(action: Action): ActionHandler<unknown> {
  return ACTION_HANDLERS[caseOf(action)] as ActionHandler<unknown>;
}

function valueOf(action: Action): unknown {
  return Object.values(action)[0];
}
