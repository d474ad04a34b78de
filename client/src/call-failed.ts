import {
  AgentError,
  CertifiedRejectErrorCode,
  HttpErrorCode,
  HttpFetchErrorCode,
  MissingSignatureErrorCode,
  TimeoutWaitingForResponseErrorCode,
  TrustError,
  UncertifiedRejectErrorCode,
  UncertifiedRejectUpdateErrorCode,
} from '@dfinity/agent';
import { ProofInvalid } from './proof-invalid.ts';
import { unreachedCount } from './watch-fetch.ts';

/** Why nobody answered a call; the set is closed. */
export type CallFailedCode =
  /** No connection to the network. */
  | 'unreachable'
  /** The network answered with an HTTP status that is no answer to the call. */
  | 'refused_by_network'
  /** An update was turned away before it was processed. */
  | 'not_accepted'
  /** The canister or the network rejected the call; `reject` says how. */
  | 'rejected'
  /** An update was accepted, and its fate is unknown. */
  | 'timed_out'
  /** The answer does not have the type that the interface promises. */
  | 'wrong_interface'
  /** What was asked for cannot be sent. */
  | 'invalid_input'
  | 'unexpected';

/** How a call was rejected. Source: IC interface specification, "Reject codes" and "Error codes". */
export interface Reject {
  readonly code: number;
  readonly message: string;
  readonly error_code?: string;
  /** Whether the subnet as a whole says so, and not one node. */
  readonly certified: boolean;
}

/** A call that was not answered. No change of state may be inferred from it, unless `reject.certified`. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly code: CallFailedCode;
  readonly reject?: Reject;

  constructor(code: CallFailedCode, message: string, options?: ErrorOptions & { reject?: Reject }) {
    super(message, options);
    this.code = code;
    if (options?.reject) this.reject = options.reject;
  }
}

/**
 * Runs one exchange with the network, and gives every failure one of the house's errors.
 * Errors: CallFailed; ProofInvalid when an answer is not signed as it must be.
 */
export async function exchange<T>(what: string, run: () => Promise<T>): Promise<T> {
  const before = unreachedCount();
  try {
    return await run();
  } catch (error) {
    if (isWithoutKeys(error) && unreachedCount() > before) {
      throw new CallFailed('unreachable', `${what}: expected the keys of nodes, got no answer`, {
        cause: error,
      });
    }
    throw failureOf(what, error);
  }
}

/** The agent could not learn the keys of nodes, and does not tell whether nobody answered or the answer was not signed. */
function isWithoutKeys(error: unknown): boolean {
  return error instanceof TrustError && error.code instanceof MissingSignatureErrorCode;
}

function failureOf(what: string, error: unknown): CallFailed | ProofInvalid {
  if (error instanceof CallFailed || error instanceof ProofInvalid) return error;
  if (error instanceof TrustError) {
    return new ProofInvalid('signature', `${what}: expected a signed answer`, { cause: error });
  }
  const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  if (!(error instanceof AgentError)) {
    return new CallFailed('wrong_interface', `${what}: ${message}`, { cause: error });
  }
  const { code } = error;
  if (code instanceof CertifiedRejectErrorCode || code instanceof UncertifiedRejectErrorCode) {
    return rejected('rejected', what, error);
  }
  if (code instanceof UncertifiedRejectUpdateErrorCode) return rejected('not_accepted', what, error);
  if (code instanceof HttpFetchErrorCode) {
    return new CallFailed('unreachable', `${what}: expected an answer, got ${reasonOf(code.error)}`, {
      cause: error,
    });
  }
  if (code instanceof HttpErrorCode) {
    const answer = `HTTP status ${code.status} ${code.bodyText ?? ''}`.trim();
    return new CallFailed('refused_by_network', `${what}: expected an answer, got ${answer}`, {
      cause: error,
    });
  }
  if (code instanceof TimeoutWaitingForResponseErrorCode) {
    return new CallFailed('timed_out', `${what}: ${message}`, { cause: error });
  }
  return new CallFailed('unexpected', `${what}: ${message}`, { cause: error });
}

function rejected(code: 'rejected' | 'not_accepted', what: string, cause: AgentError): CallFailed {
  const { rejectCode, rejectMessage, rejectErrorCode } = cause.code as CertifiedRejectErrorCode;
  const reject: Reject = {
    code: rejectCode,
    message: rejectMessage,
    certified: cause.code instanceof CertifiedRejectErrorCode,
    ...(rejectErrorCode === undefined ? {} : { error_code: rejectErrorCode }),
  };
  const suffix = rejectErrorCode ? ` (${rejectErrorCode})` : '';
  return new CallFailed(code, `${what}: reject code ${rejectCode}${suffix}: ${rejectMessage}`, {
    cause,
    reject,
  });
}

/** The innermost reason, such as "connect ECONNREFUSED 127.0.0.1:4943". */
function reasonOf(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  return at instanceof Error ? at.message : String(at);
}
