import type { Execution, ExecutionResult } from '../sandbox/protocol.ts';
import type { Callback, CallContext } from './call-context.ts';

/** One execution that was taken from the queue, and what its result belongs to. */
export interface Dispatched {
  readonly execution: Execution;
  readonly context: CallContext;
  /** Cycles set aside for the execution; 0 where nothing is charged. */
  readonly prepaid: bigint;
  /** Of a response: the callback that runs. */
  readonly callback?: Callback;
  /** Of a callback that ran and trapped: what it did. Its clean-up is what is to run. */
  readonly failed?: ExecutionResult;
}
