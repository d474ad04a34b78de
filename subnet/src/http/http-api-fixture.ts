import { IDL } from '@dfinity/candid';
import { expect } from 'vitest';
import { decodeCbor } from '../codec/cbor-decode.ts';
import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import type { CallContent } from '../envelope/content.ts';
import { ANONYMOUS, parsePrincipal, principalText } from '../principal.ts';
import { httpApi } from './http-api.ts';
import type { HttpHandler, HttpResponse } from './http-message.ts';
import type { QueryResult, ReplicaInterface, RequestOrigin, SubmitResult } from './replica.ts';

export const CANISTER: Uint8Array = parsePrincipal('5v3p4-iyaaa-aaaaa-qaaaa-cai') ?? new Uint8Array();
export const OTHER: Uint8Array = parsePrincipal('rwlgt-iiaaa-aaaaa-aaaaa-cai') ?? new Uint8Array();
export const SUBNET: Uint8Array = Uint8Array.from([...new Array<number>(28).fill(7), 2]);
export const NOW_NS = 1_800_000_000_000_000_000n;
export const CERTIFICATE = Uint8Array.of(1, 2, 3);

/** A replica whose answers the test sets and whose questions the test sees. */
export class ScriptedReplica implements ReplicaInterface {
  readonly rootKeyDer = new Uint8Array(133).fill(5);
  readonly subnetId = SUBNET;
  readonly submitted: { call: CallContent; effective: Uint8Array; waitMs: number }[] = [];
  readonly asked: (readonly (readonly Uint8Array[])[])[] = [];
  state: 'healthy' | 'starting' = 'healthy';
  submitResult: SubmitResult = { kind: 'certified', certificate: CERTIFICATE };
  queryResult: QueryResult = { kind: 'replied', data: Uint8Array.of(9) };
  failure: Error | undefined;
  origin: RequestOrigin | undefined;

  now(): bigint {
    return NOW_NS;
  }
  health(): 'healthy' | 'starting' {
    return this.state;
  }
  canisterExists(): boolean {
    return true;
  }
  submit(call: CallContent, effective: Uint8Array, waitMs: number): Promise<SubmitResult> {
    this.submitted.push({ call, effective, waitMs });
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(this.submitResult);
  }
  query(): Promise<QueryResult> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(this.queryResult);
  }
  certificate(paths: readonly (readonly Uint8Array[])[]): Promise<Uint8Array> {
    this.asked.push(paths);
    return Promise.resolve(CERTIFICATE);
  }
  requestOrigin(): ScriptedReplica['origin'] {
    return this.origin;
  }
  metadataVisibility(): boolean | undefined {
    return undefined;
  }
  signAsNode(): { signature: Uint8Array; nodeId: Uint8Array } {
    return { signature: new Uint8Array(64).fill(3), nodeId: Uint8Array.of(8) };
  }
}

/** The API over a scripted replica, with the internal errors that it reported. */
export class ApiUnderTest {
  readonly replica = new ScriptedReplica();
  readonly errors: unknown[] = [];
  readonly handler: HttpHandler;

  constructor(fallback?: HttpHandler) {
    this.handler = httpApi({
      replica: this.replica,
      onInternalError: (error) => this.errors.push(error),
      ...(fallback && { fallback }),
    });
  }

  /** GET, or POST when there is a body, as CBOR unless said otherwise. */
  send(
    path: string,
    body?: Uint8Array,
    options: { method?: string; type?: string } = {},
  ): Promise<HttpResponse> {
    return this.handler({
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      target: path,
      headers: { 'content-type': options.type ?? 'application/cbor' },
      body: body ?? new Uint8Array(),
    });
  }
}

/** An anonymous call (or, by its request_type, query) with the given fields changed. */
export function call(fields: Readonly<Record<string, CborValue>> = {}): Uint8Array {
  const content = {
    request_type: 'call',
    canister_id: CANISTER,
    method_name: 'set',
    arg: Buffer.from('DIDL\0\0'),
    sender: ANONYMOUS,
    ingress_expiry: NOW_NS + 1n,
    ...fields,
  };
  return encodeSelfDescribed(new Map([['content', new Map<string, CborValue>(Object.entries(content))]]));
}

/** An anonymous read_state request. */
export function readState(paths: readonly (readonly string[])[]): Uint8Array {
  const content = new Map<string, CborValue>([
    ['request_type', 'read_state'],
    ['paths', paths.map((path) => path.map((label) => Buffer.from(label)))],
    ['sender', ANONYMOUS],
    ['ingress_expiry', NOW_NS],
  ]);
  return encodeSelfDescribed(new Map([['content', content]]));
}

/** A call of the management canister with one record. */
export function management(
  method: string,
  fields: Readonly<Record<string, IDL.Type>>,
  value: unknown,
  type = 'call',
): Uint8Array {
  const arg = new Uint8Array(IDL.encode([IDL.Record(fields)], [value]));
  return call({ request_type: type, canister_id: new Uint8Array(), method_name: method, arg });
}

/** A path of the canister form. */
export function canisterPath(version: string, endpoint: string, id = CANISTER): string {
  return `/api/${version}/canister/${principalText(id)}/${endpoint}`;
}

/** A path of the subnet form. */
export function subnetPath(version: string, endpoint: string, id = SUBNET): string {
  return `/api/${version}/subnet/${principalText(id)}/${endpoint}`;
}

/** The fields of a self-described CBOR answer. */
export function cborOf(response: HttpResponse): Record<string, CborValue> {
  expect([...response.body.subarray(0, 3)]).toEqual([0xd9, 0xd9, 0xf7]);
  expect(header(response, 'content-type')).toBe('application/cbor');
  return Object.fromEntries(decodeCbor(response.body) as CborMap);
}

/** A header of an answer. */
export function header(response: HttpResponse, name: string): string | undefined {
  return response.headers.find(([candidate]) => candidate === name)?.[1];
}

/** The body of an answer as text. */
export function textOf(response: HttpResponse): string {
  return Buffer.from(response.body).toString();
}
