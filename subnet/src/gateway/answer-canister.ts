import { lookupPath } from '../hash-tree/lookup.ts';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import type { ReplicaInterface } from '../http/replica.ts';
import { verifyCertificate } from '../certification/verify-certificate.ts';
import { ANONYMOUS } from '../principal.ts';
import type { BodyBudget } from './body-budget.ts';
import { buildResponse, preflight } from './build-response.ts';
import { queryCanister, updateCanister } from './call-canister.ts';
import { malformed } from './candid-reader.ts';
import { contentRangeOf } from './content-range.ts';
import {
  asksForRange,
  CERTIFICATE_VERSION,
  convertRequest,
  encodeRequest,
  type CanisterRequest,
  type HeaderField,
} from './convert-request.ts';
import { decodeResponse, type CanisterResponse } from './decode-response.ts';
import { toLabel } from './expression-path.ts';
import { CALLBACKS_MAX } from './gateway-limits.ts';
import { streamBody } from './stream-body.ts';
import { VerificationFailed } from './verification-failed.ts';
import { verifyResponse, type VerifiedResponse } from './verify-response.ts';

/** What a request to a canister is answered with. */
export interface CanisterContext {
  readonly replica: ReplicaInterface;
  readonly budget: BodyBudget;
  readonly canister: Uint8Array;
  /** True: the response is handed on unverified, as the host name says. */
  readonly raw: boolean;
}

/** A response with its whole body. */
interface WholeResponse {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
}

/**
 * Answers a request by a canister: query, upgrade to update, streaming, verification.
 * Errors: GatewayRefusal; VerificationFailed, and then nothing of the response may be shown.
 * Source: HTTP gateway protocol, "Overview".
 */
export async function answerCanister(context: CanisterContext, request: HttpRequest): Promise<HttpResponse> {
  if (isPreflight(request)) return preflight();
  const asked = convertRequest(request);
  const first = await askByQuery(context, asked);
  if (first.upgrade) return answerByUpdate(context, asked);
  const whole = await wholeResponse(context, first);
  const passed = await passedHeaders(context, asked, whole);
  if (whole.status !== 206 || asksForRange(asked) || asked.method !== 'GET') {
    return buildResponse(asked.method, whole.status, passed, whole.body);
  }
  return answerFromRanges(context, asked, { ...whole, headers: passed });
}

async function askByQuery(context: CanisterContext, asked: CanisterRequest): Promise<CanisterResponse> {
  const { replica, canister } = context;
  const target = { canister, method: 'http_request' };
  return decodeResponse(await queryCanister(replica, target, encodeRequest(asked, 'query')));
}

/** The replicated answer needs no verification: the reply comes out of a certificate. */
async function answerByUpdate(context: CanisterContext, asked: CanisterRequest): Promise<HttpResponse> {
  const { replica, canister } = context;
  const target = { canister, method: 'http_request_update' };
  const reply = await updateCanister(replica, target, encodeRequest(asked, 'update'));
  const { status, headers, body } = await wholeResponse(context, decodeResponse(reply));
  return buildResponse(asked.method, status, headers, body);
}

async function wholeResponse(
  { replica, canister, budget }: CanisterContext,
  response: CanisterResponse,
): Promise<WholeResponse> {
  const body = await streamBody(replica, canister, response, budget);
  return { status: response.status, headers: response.headers, body };
}

/** The headers that may be handed on: all of a raw response, else what verification lets pass. */
async function passedHeaders(
  { replica, canister, raw }: CanisterContext,
  asked: CanisterRequest,
  response: WholeResponse,
): Promise<readonly HeaderField[]> {
  if (raw) return response.headers;
  const { rootKeyDer } = replica;
  const verified = verifyResponse(asked, response, { rootKeyDer, canister, nowNs: replica.now() });
  if (verified.version < CERTIFICATE_VERSION) await refuseDowngrade(replica, canister, verified);
  return verified.headers;
}

/**
 * A canister that says in its metadata that it can do better must do so.
 * Source: HTTP gateway protocol, "Response Verification Version Assertion".
 */
async function refuseDowngrade(
  replica: ReplicaInterface,
  canister: Uint8Array,
  { version }: VerifiedResponse,
): Promise<void> {
  const section = 'supported_certificate_versions';
  if (replica.metadataVisibility(canister, section, ANONYMOUS) === false) {
    throw new VerificationFailed('the versions that the canister supports are private');
  }
  const path = [toLabel('canister'), canister, toLabel('metadata'), toLabel(section)];
  const { tree } = verifyCertificate(await replica.certificate([path]), replica.rootKeyDer);
  const found = lookupPath(path, tree);
  if (found.kind === 'absent') return;
  if (found.kind !== 'found')
    throw new VerificationFailed('the versions that the canister supports are unknown');
  const supported = Buffer.from(found.value).toString('utf8').split(',').map(Number);
  if (supported.some((other) => other > version && other <= CERTIFICATE_VERSION)) {
    throw new VerificationFailed(`the canister supports more than version ${version} of certification`);
  }
}

/**
 * Puts a body together that the canister gives in ranges to a client that asked for none; each is verified.
 * Source: dfinity/http-gateway 07bc0f3e, packages/ic-http-gateway-protocol/src/response/response_handler.rs.
 */
async function answerFromRanges(
  context: CanisterContext,
  asked: CanisterRequest,
  start: WholeResponse,
): Promise<HttpResponse> {
  const { first, last, total } = contentRangeOf(start.headers, start.body.length);
  if (first !== 0) throw malformed('expected ranges from the first byte');
  const body = context.budget.open();
  try {
    body.add(start.body);
    let next = last + 1;
    for (let calls = 0; next < total; calls++) {
      if (calls === CALLBACKS_MAX) throw malformed(`expected at most ${CALLBACKS_MAX} ranges`);
      const part = await askForRange(context, asked, next);
      const range = contentRangeOf(part.headers, part.body.length);
      if (range.total !== total || range.first > next || range.last < next) {
        throw malformed('expected the range that follows');
      }
      body.add(part.body.subarray(next - range.first));
      next = range.last + 1;
    }
    const headers = start.headers.filter(([name]) => name.toLowerCase() !== 'content-range');
    return buildResponse(asked.method, 200, headers, body.join());
  } finally {
    body.close();
  }
}

async function askForRange(
  context: CanisterContext,
  asked: CanisterRequest,
  from: number,
): Promise<WholeResponse> {
  const ranged = { ...asked, headers: [...asked.headers, ['range', `bytes=${from}-`] as const] };
  const response = await askByQuery(context, ranged);
  if (response.upgrade || response.streaming !== undefined || response.status !== 206) {
    throw malformed('expected another range');
  }
  const headers = await passedHeaders(context, ranged, response);
  return { status: response.status, headers, body: response.body };
}

function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers['origin'] !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}
