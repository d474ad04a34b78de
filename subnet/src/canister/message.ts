import type { PrincipalKey } from '../principal.ts';
import type { Origin } from './call-context.ts';

/** A message in the input queue of a canister, or of the management canister. */
export type Message = RequestMessage | ResponseMessage | TaskMessage;

/** A call to a method, from ingress or from a canister. */
export interface RequestMessage {
  readonly kind: 'request';
  readonly origin: Origin;
  readonly caller: PrincipalKey;
  readonly method: string;
  /** Of a call that the subnet answers itself: the system canister; absent for the management canister. */
  readonly systemCanister?: PrincipalKey;
  readonly argument: Uint8Array;
  readonly cycles: bigint;
  /** 0 when there is none. */
  readonly deadlineNs: bigint;
  /** Version of the calling canister when it made the call. */
  readonly callerVersion?: bigint;
  /** Of a call for randomness: it was sent in an earlier round. */
  readonly isOfEarlierRound?: boolean;
  readonly senderInfo?: { readonly data: Uint8Array; readonly signer: Uint8Array };
}

/** The answer to a call that this canister made. */
export interface ResponseMessage {
  readonly kind: 'response';
  readonly callback: number;
  readonly answer: Answer;
  readonly refund: bigint;
}

/** A hook that the subnet runs of its own accord. */
export interface TaskMessage {
  readonly kind: 'task';
  readonly task: 'heartbeat' | 'global_timer' | 'on_low_wasm_memory';
}

/** Outcome of a call. `errorCode` is kept for ingress; towards canisters the text carries it. */
export type Answer =
  | { readonly kind: 'reply'; readonly data: Uint8Array }
  | { readonly kind: 'reject'; readonly code: number; readonly message: string; readonly errorCode: string };
