import { IDL } from '@dfinity/candid';
import type { CallContent } from '../envelope/content.ts';
import { EMPTY, type HashTree } from '../hash-tree/hash-tree.ts';
import { mapOf } from '../hash-tree/labelled-map.ts';
import { CANISTER, ScriptedReplica } from '../http/http-api-fixture.ts';
import type { HttpResponse, RequestHeaders } from '../http/http-message.ts';
import type { QueryResult, SubmitResult } from '../http/replica.ts';
import { principalText } from '../principal.ts';
import { certificateOver, ROOT_KEY, TIME_NS } from './certificate-fixture.ts';
import { toLabel } from './expression-path.ts';
import { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import type { CertifiableResponse } from './verify-response.ts';

const HEADERS = IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text));
const RESPONSE = IDL.Record({
  status_code: IDL.Nat16,
  headers: HEADERS,
  body: IDL.Vec(IDL.Nat8),
  upgrade: IDL.Opt(IDL.Bool),
});
const REQUEST = IDL.Record({ method: IDL.Text, url: IDL.Text, headers: HEADERS, body: IDL.Vec(IDL.Nat8) });
export const HOST = `${principalText(CANISTER)}.localhost`;
export const RAW = `${principalText(CANISTER)}.raw.localhost`;

export const candid = ({ status, headers, body }: CertifiableResponse, upgrade: boolean[] = []): Uint8Array =>
  IDL.encode([RESPONSE], [{ status_code: status, headers, body, upgrade }]);
export const replied = (response: CertifiableResponse): QueryResult => ({
  kind: 'replied',
  data: candid(response),
});

/** A replica that signs by the key of the fixture and answers each query by a function. */
export class WebReplica extends ScriptedReplica {
  override readonly rootKeyDer = ROOT_KEY.publicKeyDer as Uint8Array<ArrayBuffer>;
  answer: (headers: readonly (readonly [string, string])[]) => QueryResult = () => replied(PLAIN);
  update: (call: CallContent) => SubmitResult = () => ({ kind: 'accepted' });
  visibility: boolean | undefined;
  metadata: HashTree = EMPTY;
  readonly reasons: string[] = [];

  override now(): bigint {
    return TIME_NS;
  }
  override query(content?: CallContent): Promise<QueryResult> {
    const [request] = IDL.decode([REQUEST], content?.argument as Uint8Array) as [
      { headers: [string, string][] },
    ];
    return Promise.resolve(this.answer(request.headers));
  }
  override submit(call: CallContent): Promise<SubmitResult> {
    return Promise.resolve(this.update(call));
  }
  override metadataVisibility(): boolean | undefined {
    return this.visibility;
  }
  override certificate(): Promise<Uint8Array> {
    const own = mapOf([[CANISTER, mapOf([[toLabel('metadata'), this.metadata]])]]);
    return Promise.resolve(certificateOver(mapOf([[toLabel('canister'), own]])));
  }
}

export const PLAIN: CertifiableResponse = { status: 200, headers: [], body: Buffer.from('hello') };

interface GatewayUnderTest {
  readonly replica: WebReplica;
  readonly gateway: Gateway;
  get(host: string, target?: string, headers?: RequestHeaders, method?: string): Promise<HttpResponse>;
}

/** A gateway over such a replica, and how to ask it. */
export function setUp(options: GatewayOptions = {}): GatewayUnderTest {
  const replica = new WebReplica();
  const gateway = createGateway({ replica, onRefusal: (_, reason) => replica.reasons.push(reason) }, options);
  const get = (
    host: string,
    target = '/page',
    headers: RequestHeaders = {},
    method = 'GET',
  ): Promise<HttpResponse> =>
    gateway.handler({ method, target, headers: { host, ...headers }, body: new Uint8Array() });
  return { replica, gateway, get };
}

export const textOf = ({ body }: HttpResponse): string => Buffer.from(body).toString();
export const headerOf = ({ headers }: HttpResponse, name: string): string | undefined =>
  headers.find(([given]) => given.toLowerCase() === name)?.[1];
