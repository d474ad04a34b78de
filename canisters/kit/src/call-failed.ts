/**
 * Why a call to another canister brought no usable reply; a closed set.
 * The first four: it did not run there. `canister_reject` and `canister_error`: its method refused or trapped, after
 * whatever it had done before an `await` of its own. The last two: it may have run.
 * Source: IC interface specification, "Reject codes".
 */
export type CallFailure =
  | 'not_sent'
  | 'insufficient_cycles'
  | 'sys_transient'
  | 'destination_invalid'
  | 'sys_fatal'
  | 'canister_reject'
  | 'canister_error'
  | 'sys_unknown'
  | 'reply_refused';

/** A call to another canister that brought no usable reply. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly failure: CallFailure;

  constructor(failure: CallFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

const REJECTIONS: Readonly<Record<number, CallFailure>> = {
  1: 'sys_fatal',
  2: 'sys_transient',
  3: 'destination_invalid',
  4: 'canister_reject',
  5: 'canister_error',
  6: 'sys_unknown',
};

/**
 * Whether Azle threw this because the message is being cleaned up after a trap. It must be thrown on at once: code that
 * catches it and returns loses its `finally` blocks and leaks two callbacks.
 */
export function isUnwinding(error: unknown): boolean {
  return typeOf(error) === 'CleanupCallback';
}

/** What Azle threw for a call, as a {@link CallFailed}; nothing when it is something else. */
export function callFailedOf(error: unknown): CallFailed | undefined {
  switch (typeOf(error)) {
    case 'CallPerformFailed':
      return new CallFailed('not_sent', 'the call could not be sent', { cause: error });
    case 'InsufficientLiquidCycleBalance':
      return new CallFailed('insufficient_cycles', 'too few cycles for the call', { cause: error });
    case 'CallRejected': {
      const { rejectCode, rejectMessage } = error as { rejectCode: number; rejectMessage: string };
      return new CallFailed(REJECTIONS[rejectCode] ?? 'sys_unknown', rejectMessage, { cause: error });
    }
    default:
      return undefined;
  }
}

function typeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
}
