import type { PrincipalKey } from '../principal.ts';
import type { Closure } from '../sandbox/protocol.ts';

/** Whom the answer of a call goes to. */
export type Origin =
  | { readonly kind: 'ingress'; readonly requestId: string; readonly sender: PrincipalKey }
  | { readonly kind: 'canister'; readonly canister: PrincipalKey; readonly callback: number }
  | { readonly kind: 'system' };

/** An open call. Source: interface specification, "Call contexts". */
export interface CallContext {
  readonly id: number;
  readonly origin: Origin;
  /** Caller as `msg_caller_copy` shows it in callbacks. */
  readonly caller: PrincipalKey;
  readonly deadlineNs: bigint;
  answered: boolean;
  /** Cycles not yet accepted; refunded with the answer. */
  cyclesAvailable: bigint;
  /** Outstanding calls made within this context. */
  outstanding: number;
  instructions: bigint;
  /** Deleted by uninstall: callbacks no longer run. */
  deleted: boolean;
}

/** What to do when a call of ours is answered. */
export interface Callback {
  readonly id: number;
  readonly callContext: number;
  readonly callee: PrincipalKey;
  /** Cycles set aside for the response and its execution; absent where nothing is charged. */
  readonly prepaid?: bigint;
  /** Cycles sent with the call. */
  readonly cycles: bigint;
  readonly onReply: Closure;
  readonly onReject: Closure;
  readonly onCleanup: Closure | undefined;
  /** 0 for guaranteed response. */
  readonly deadlineNs: bigint;
}
