import { verifyCertificate } from '../certification/verify-certificate.ts';
import type { CborValue } from '../codec/cbor-value.ts';
import { decodeUleb, encodeUleb } from '../codec/leb128.ts';
import type { CallContent } from '../envelope/content.ts';
import { requestIdOf } from '../envelope/request-id.ts';
import { lookupPath } from '../hash-tree/lookup.ts';
import type { ReplicaInterface } from '../http/replica.ts';
import { ANONYMOUS } from '../principal.ts';
import { REJECT_CODE, type Reject } from '../reject.ts';
import { toLabel } from './expression-path.ts';
import { UPDATE_EXPIRY_NS, UPDATE_WAIT_MS } from './gateway-limits.ts';
import { GatewayRefusal } from './gateway-refusal.ts';
import { VerificationFailed } from './verification-failed.ts';

/** A method of a canister. */
export interface CanisterMethod {
  readonly canister: Uint8Array;
  readonly method: string;
}

/** Bounds: characters of a reject message that a page shows. */
const MESSAGE_CHARS_MAX = 300;

/** Makes each upgraded request a message of its own. */
let updates = 0n;

/** Asks a canister by query, as the anonymous principal. Errors: GatewayRefusal 404, 502, 503. */
export async function queryCanister(
  replica: ReplicaInterface,
  target: CanisterMethod,
  argument: Uint8Array,
): Promise<Uint8Array> {
  const content = contentOf('query', target, argument, { ingressExpiryNs: replica.now() + UPDATE_EXPIRY_NS });
  const result = await replica.query(content, target.canister);
  if (result.kind === 'rejected') throw refusalOf(result.reject);
  return result.data;
}

/**
 * Calls a canister by update, as the anonymous principal; the reply is read from its certificate.
 * Errors: GatewayRefusal 404, 502, 503, 504; CertificateError and VerificationFailed when the certificate does not hold.
 */
export async function updateCanister(
  replica: ReplicaInterface,
  target: CanisterMethod,
  argument: Uint8Array,
  waitMs: number = UPDATE_WAIT_MS,
): Promise<Uint8Array> {
  const content = contentOf('call', target, argument, {
    ingressExpiryNs: replica.now() + UPDATE_EXPIRY_NS,
    nonce: encodeUleb(updates++),
  });
  const result = await replica.submit(content, target.canister, waitMs);
  if (result.kind === 'refused') throw refusalOf(result.reject);
  if (result.kind === 'accepted') {
    throw new GatewayRefusal(504, 'The canister did not answer in time. The request may still take effect.');
  }
  return readReply(result.certificate, content, replica.rootKeyDer);
}

function contentOf(
  type: 'query' | 'call',
  { canister, method }: CanisterMethod,
  argument: Uint8Array,
  rest: { readonly ingressExpiryNs: bigint; readonly nonce?: Uint8Array },
): CallContent {
  const requestId = requestIdOf(
    new Map<string, CborValue>([
      ['request_type', type],
      ['sender', ANONYMOUS],
      ['ingress_expiry', rest.ingressExpiryNs],
      ['canister_id', canister],
      ['method_name', method],
      ['arg', argument],
      ['nonce', rest.nonce ?? null],
    ]),
  );
  return { requestId, sender: ANONYMOUS, canister, method, argument, ...rest };
}

/** Source: IC interface specification, "Request status". */
function readReply(
  certificate: Uint8Array,
  { requestId, canister }: CallContent,
  rootKeyDer: Uint8Array,
): Uint8Array {
  const { tree, mayCertify } = verifyCertificate(certificate, rootKeyDer);
  if (!mayCertify(canister)) throw new VerificationFailed('the certificate is of another subnet');
  const valueOf = (name: string) => {
    const found = lookupPath([toLabel('request_status'), requestId, toLabel(name)], tree);
    return found.kind === 'found' ? found.value : undefined;
  };
  const textOf = (name: string) => Buffer.from(valueOf(name) ?? []).toString('utf8');
  const reply = valueOf('reply');
  if (reply !== undefined && textOf('status') === 'replied') return new Uint8Array(reply);
  const code = Number(decodeUleb(valueOf('reject_code') ?? new Uint8Array()) ?? REJECT_CODE.SYS_UNKNOWN);
  throw refusalOf({
    code: code as Reject['code'],
    message: textOf('reject_message'),
    errorCode: textOf('error_code'),
  });
}

/** Which page a rejection becomes. */
function refusalOf({ code, message, errorCode }: Reject): GatewayRefusal {
  const [firstLine = ''] = message.split('\n', 1);
  const said = `${firstLine.slice(0, MESSAGE_CHARS_MAX)}${errorCode === '' ? '' : ` (${errorCode})`}`;
  switch (code) {
    case REJECT_CODE.DESTINATION_INVALID:
      return new GatewayRefusal(404, 'There is no such canister here.', said);
    case REJECT_CODE.SYS_TRANSIENT:
      return new GatewayRefusal(503, `The canister cannot be reached now; try again later. ${said}`);
    default:
      return new GatewayRefusal(502, `The canister did not give a response. ${said}`);
  }
}
