import { REJECT_CODE, type RejectCode } from '../reject.ts';
import type { Answer } from '../canister/message.ts';

/**
 * An outcall that brings no response. Its caller sees code and text as they are, without an error code before them.
 * Source of codes and texts: dfinity/ic rs/https_outcalls/adapter/src/rpc_server.rs and
 * rs/https_outcalls/client/src/client.rs, commit 020da6a2a5fe52e92a062303d41faac16f3c554b.
 */
export class OutcallFailed extends Error {
  override readonly name = 'OutcallFailed';
  readonly code: RejectCode;

  constructor(code: RejectCode, message: string) {
    super(message);
    this.code = code;
  }

  /** The rejection that the calling canister gets. */
  get answer(): Answer {
    return { kind: 'reject', code: this.code, message: this.message, errorCode: 'IC0406' };
  }
}

/** The request is wrong, or the response breaks a bound: trying again does not help. */
export function outcallInvalid(message: string): OutcallFailed {
  return new OutcallFailed(REJECT_CODE.SYS_FATAL, message);
}

/** The server cannot be reached now. */
export function notConnected(host: string, reason: string): OutcallFailed {
  return new OutcallFailed(
    REJECT_CODE.SYS_TRANSIENT,
    `Connecting to ${host.slice(0, HOST_SHOWN_MAX)} failed: ${reason}`,
  );
}

/** No answer came in time. Source: dfinity/ic rs/https_outcalls/consensus (payload builder). */
export function outcallTimedOut(): OutcallFailed {
  return new OutcallFailed(REJECT_CODE.SYS_TRANSIENT, 'Canister http request timed out');
}

/** Units: characters. */
const HOST_SHOWN_MAX = 50;
