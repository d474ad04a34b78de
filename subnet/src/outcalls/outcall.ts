import type { Origin } from '../canister/call-context.ts';
import type { PrincipalKey } from '../principal.ts';

/** One header of a request or response. Source: ic.did, `http_header`. */
export interface HttpHeader {
  readonly name: string;
  readonly value: string;
}

/** What a canister asks of a web server. */
export interface OutcallRequest {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
  /** Units: bytes of headers and body together. */
  readonly responseBytesMax: number;
  /** The query of the calling canister that sees the response first. */
  readonly transform?: { readonly method: string; readonly context: Uint8Array };
  readonly replicated: boolean;
}

/** What a web server answered, as a canister sees it. Source: ic.did, `http_request_result`. */
export interface OutcallResponse {
  readonly status: number;
  readonly headers: readonly HttpHeader[];
  readonly body: Uint8Array;
}

/** An outcall that was begun and not yet answered. */
export interface Outcall {
  readonly id: number;
  readonly origin: Origin;
  /** The canister that asked. */
  readonly caller: PrincipalKey;
  readonly askedAtNs: bigint;
  readonly request: OutcallRequest;
  /** Cycles that go back with the answer. */
  readonly refund: bigint;
}
