import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { decodeCbor } from '../codec/cbor-decode.ts';
import { encodeCbor, encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import type { CallContent } from '../envelope/content.ts';
import { CALL_WAIT_MS, INGRESS_PAYLOAD_BYTES_MAX } from '../limits.ts';
import { ANONYMOUS, parsePrincipal, principalText } from '../principal.ts';
import { reject } from '../reject.ts';
import { httpApi } from './http-api.ts';
import type { HttpHandler, HttpResponse } from './http-message.ts';
import type { QueryResult, ReplicaInterface, SubmitResult } from './replica.ts';

const CANISTER: Uint8Array = parsePrincipal('5v3p4-iyaaa-aaaaa-qaaaa-cai') ?? new Uint8Array();
const OTHER: Uint8Array = parsePrincipal('rwlgt-iiaaa-aaaaa-aaaaa-cai') ?? new Uint8Array();
const SUBNET: Uint8Array = Uint8Array.from([...new Array<number>(28).fill(7), 2]);
const NOW_NS = 1_800_000_000_000_000_000n;
const CERTIFICATE = Uint8Array.of(1, 2, 3);
const REFUSED = reject('IC0406', 'Not admitted');

/** A replica whose answers the test sets and whose questions the test sees. */
class ScriptedReplica implements ReplicaInterface {
  readonly rootKeyDer = new Uint8Array(133).fill(5);
  readonly subnetId = SUBNET;
  readonly submitted: { call: CallContent; effective: Uint8Array; waitMs: number }[] = [];
  readonly asked: (readonly (readonly Uint8Array[])[])[] = [];
  state: 'healthy' | 'starting' = 'healthy';
  submitResult: SubmitResult = { kind: 'certified', certificate: CERTIFICATE };
  queryResult: QueryResult = { kind: 'replied', data: Uint8Array.of(9) };
  failure: Error | undefined;

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
  requestOrigin(): { sender: Uint8Array; canister: Uint8Array } | undefined {
    return undefined;
  }
  metadataVisibility(): boolean | undefined {
    return undefined;
  }
  signAsNode(): { signature: Uint8Array; nodeId: Uint8Array } {
    return { signature: new Uint8Array(64).fill(3), nodeId: Uint8Array.of(8) };
  }
}

let replica: ScriptedReplica;
let errors: unknown[];
let api: HttpHandler;
beforeEach(() => {
  replica = new ScriptedReplica();
  errors = [];
  api = httpApi({ replica, onInternalError: (error) => errors.push(error) });
});

type Fields = Readonly<Record<string, CborValue>>;

function call(fields: Fields = {}): Uint8Array {
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

function readState(paths: readonly (readonly string[])[]): Uint8Array {
  const content = new Map<string, CborValue>([
    ['request_type', 'read_state'],
    ['paths', paths.map((path) => path.map((label) => Buffer.from(label)))],
    ['sender', ANONYMOUS],
    ['ingress_expiry', NOW_NS],
  ]);
  return encodeSelfDescribed(new Map([['content', content]]));
}

function management(
  method: string,
  fields: Readonly<Record<string, IDL.Type>>,
  value: unknown,
  type = 'call',
): Uint8Array {
  const arg = new Uint8Array(IDL.encode([IDL.Record(fields)], [value]));
  return call({ request_type: type, canister_id: new Uint8Array(), method_name: method, arg });
}

function send(
  path: string,
  body?: Uint8Array,
  options: { method?: string; type?: string } = {},
): Promise<HttpResponse> {
  return api({
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    target: path,
    headers: { 'content-type': options.type ?? 'application/cbor' },
    body: body ?? new Uint8Array(),
  });
}

function canisterPath(version: string, endpoint: string, id = CANISTER): string {
  return `/api/${version}/canister/${principalText(id)}/${endpoint}`;
}

function subnetPath(version: string, endpoint: string, id = SUBNET): string {
  return `/api/${version}/subnet/${principalText(id)}/${endpoint}`;
}

function cborOf(response: HttpResponse): Record<string, CborValue> {
  expect([...response.body.subarray(0, 3)]).toEqual([0xd9, 0xd9, 0xf7]);
  expect(header(response, 'content-type')).toBe('application/cbor');
  return Object.fromEntries(decodeCbor(response.body) as CborMap);
}

function header(response: HttpResponse, name: string): string | undefined {
  return response.headers.find(([candidate]) => candidate === name)?.[1];
}

function textOf(response: HttpResponse): string {
  return Buffer.from(response.body).toString();
}

describe('status', () => {
  it('shows the root key and the health, whatever the health is', async () => {
    for (const state of ['healthy', 'starting'] as const) {
      replica.state = state;
      const response = await send('/api/v2/status?x=1');
      expect(response.status).toBe(200);
      const fields = cborOf(response);
      expect(fields['replica_health_status']).toBe(state);
      expect([...(fields['root_key'] as Uint8Array)]).toEqual([...replica.rootKeyDer]);
      expect(fields['impl_version']).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('takes GET and HEAD only', async () => {
    expect((await send('/api/v2/status', undefined, { method: 'HEAD' })).status).toBe(200);
    const refused = await send('/api/v2/status', new Uint8Array());
    expect([refused.status, header(refused, 'allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('calls', () => {
  it('version 2 answers 202 at once, whatever the replica has', async () => {
    for (const result of [replica.submitResult, { kind: 'accepted' } as const]) {
      replica.submitResult = result;
      const response = await send(canisterPath('v2', 'call'), call());
      expect([response.status, response.body.length]).toEqual([202, 0]);
      expect(replica.submitted.at(-1)?.waitMs).toBe(0);
    }
  });

  it('versions 3 and 4 wait and answer with the certificate', async () => {
    for (const version of ['v3', 'v4']) {
      const response = await send(canisterPath(version, 'call'), call());
      expect(response.status).toBe(200);
      expect(cborOf(response)).toEqual({ status: 'replied', certificate: expect.anything() });
      expect([...(cborOf(response)['certificate'] as Uint8Array)]).toEqual([...CERTIFICATE]);
      expect(replica.submitted.at(-1)).toMatchObject({ waitMs: CALL_WAIT_MS, call: { method: 'set' } });
    }
  });

  it('versions 3 and 4 answer 202 without a body when the wait is over', async () => {
    replica.submitResult = { kind: 'accepted' };
    for (const version of ['v3', 'v4']) {
      const response = await send(canisterPath(version, 'call'), call());
      expect([response.status, response.body.length]).toEqual([202, 0]);
    }
  });

  it('a refusal is 200 with code, message and error code; from version 3 on with its status', async () => {
    replica.submitResult = { kind: 'refused', reject: REFUSED };
    const fields = { reject_code: 4, reject_message: 'Not admitted', error_code: 'IC0406' };
    expect(cborOf(await send(canisterPath('v2', 'call'), call()))).toEqual(fields);
    for (const version of ['v3', 'v4']) {
      expect(cborOf(await send(canisterPath(version, 'call'), call()))).toEqual({
        status: 'non_replicated_rejection',
        ...fields,
      });
    }
  });

  it('the largest argument passes, one byte more is 413', async () => {
    const largest = call({ arg: new Uint8Array(INGRESS_PAYLOAD_BYTES_MAX) });
    expect((await send(canisterPath('v4', 'call'), largest)).status).toBe(200);
    const larger = call({ arg: new Uint8Array(INGRESS_PAYLOAD_BYTES_MAX + 1) });
    expect((await send(canisterPath('v4', 'call'), larger)).status).toBe(413);
    expect(replica.submitted).toHaveLength(1);
  });
});

describe('queries', () => {
  it('a reply comes with the signature of the node', async () => {
    for (const version of ['v2', 'v3']) {
      const response = await send(canisterPath(version, 'query'), call({ request_type: 'query' }));
      const fields = cborOf(response);
      expect([response.status, fields['status']]).toEqual([200, 'replied']);
      expect([...((fields['reply'] as CborMap).get('arg') as Uint8Array)]).toEqual([9]);
      const [signature] = fields['signatures'] as CborMap[];
      expect(signature?.get('timestamp')).toBe(NOW_NS);
      expect((signature?.get('signature') as Uint8Array).length).toBe(64);
      expect([...(signature?.get('identity') as Uint8Array)]).toEqual([8]);
    }
  });

  it('a rejection comes with code, message, error code and signature', async () => {
    replica.queryResult = { kind: 'rejected', reject: REFUSED };
    const fields = cborOf(await send(canisterPath('v3', 'query'), call({ request_type: 'query' })));
    expect(fields).toMatchObject({
      status: 'rejected',
      reject_code: 4,
      reject_message: 'Not admitted',
      error_code: 'IC0406',
      signatures: [expect.any(Map)],
    });
  });
});

describe('reads', () => {
  it('every form answers with a certificate', async () => {
    const paths = [canisterPath('v2', 'read_state'), canisterPath('v3', 'read_state')];
    paths.push(subnetPath('v2', 'read_state'), subnetPath('v3', 'read_state'));
    for (const path of paths) {
      const response = await send(path, readState([['time']]));
      expect([path, response.status]).toEqual([path, 200]);
      expect([...(cborOf(response)['certificate'] as Uint8Array)]).toEqual([...CERTIFICATE]);
    }
  });

  it('a path that nobody may read is refused', async () => {
    const id = Buffer.from(CANISTER).toString('latin1');
    for (const path of [['canister', id, 'certified_data'], ['unknown'], []]) {
      const response = await send(canisterPath('v3', 'read_state'), readState([path]));
      expect([path, response.status >= 400 && response.status < 500]).toEqual([path, true]);
    }
    expect(replica.asked).toHaveLength(0);
  });

  it('another subnet is refused', async () => {
    const response = await send(subnetPath('v3', 'read_state', OTHER), readState([['time']]));
    expect([response.status, textOf(response)]).toEqual([
      400,
      expect.stringContaining('does not match the subnet ID'),
    ]);
  });
});

describe('the effective canister id', () => {
  it('must be the canister that is called', async () => {
    for (const [path, body] of [
      [canisterPath('v2', 'call', OTHER), call()],
      [canisterPath('v3', 'call', OTHER), call()],
      [canisterPath('v4', 'call', OTHER), call()],
      [canisterPath('v2', 'query', OTHER), call({ request_type: 'query' })],
      [canisterPath('v3', 'query', OTHER), call({ request_type: 'query' })],
      [canisterPath('v4', 'call', new Uint8Array()), call()],
    ] as const) {
      const response = await send(path, body);
      expect([path, response.status]).toEqual([path, 400]);
      expect(textOf(response)).toContain('does not match effective canister id in URL');
      expect(textOf(response)).toContain(principalText(CANISTER));
    }
    expect(replica.submitted).toHaveLength(0);
  });

  it('may be any when a canister is made', async () => {
    for (const method of ['provisional_create_canister_with_cycles', 'create_canister']) {
      for (const id of [OTHER, CANISTER, new Uint8Array()]) {
        const body = management(method, { settings: IDL.Opt(IDL.Record({})) }, { settings: [] });
        expect((await send(canisterPath('v4', 'call', id), body)).status).toBe(200);
      }
    }
  });

  it('must be the canister in the argument of the management canister', async () => {
    const canister_id = Principal.fromUint8Array(CANISTER);
    const bodies = [
      ['call', management('canister_status', { canister_id: IDL.Principal }, { canister_id })],
      [
        'call',
        management(
          'install_chunked_code',
          { target_canister: IDL.Principal },
          { target_canister: canister_id },
        ),
      ],
      ['query', management('canister_status', { canister_id: IDL.Principal }, { canister_id }, 'query')],
    ] as const;
    for (const [endpoint, body] of bodies) {
      expect((await send(canisterPath('v3', endpoint), body)).status).toBe(200);
      expect((await send(canisterPath('v3', endpoint, OTHER), body)).status).toBe(400);
      expect((await send(canisterPath('v3', endpoint, new Uint8Array()), body)).status).toBe(400);
    }
  });

  it('is left to the replica where the argument names no canister', async () => {
    const body = call({
      canister_id: new Uint8Array(),
      method_name: 'canister_status',
      arg: Buffer.from('nonsense'),
    });
    expect((await send(canisterPath('v3', 'call', OTHER), body)).status).toBe(200);
    expect(replica.submitted).toHaveLength(1);
  });
});

describe('the effective subnet id', () => {
  it('is for making canisters and listing them only', async () => {
    const create = management('create_canister', {}, {});
    expect((await send(subnetPath('v4', 'call'), create)).status).toBe(200);
    expect((await send(subnetPath('v4', 'call', OTHER), create)).status).toBe(400);
    expect((await send(subnetPath('v4', 'call'), call())).status).toBe(400);
    expect((await send(subnetPath('v4', 'call'), management('raw_rand', {}, {}))).status).toBe(400);
    const list = management('list_canisters', {}, {}, 'query');
    expect((await send(subnetPath('v3', 'query'), list)).status).toBe(200);
    expect((await send(subnetPath('v3', 'query', OTHER), list)).status).toBe(400);
    expect((await send(subnetPath('v3', 'query'), call({ request_type: 'query' }))).status).toBe(400);
  });
});

describe('refusals', () => {
  const POSTS = ['call', 'query', 'read_state'].map((endpoint) => canisterPath('v2', endpoint));

  it('bytes that are no envelope are 400 in plain text', async () => {
    const good = call();
    const bodies: Uint8Array[] = [
      new Uint8Array(),
      Uint8Array.of(0xff),
      Buffer.from('{"content":{}}'),
      good.subarray(0, good.length - 1),
      Uint8Array.from([...good, 0]),
      encodeCbor([]),
      encodeCbor(new Map()),
      encodeCbor(new Map([['content', 1]])),
      encodeCbor(new Map([['content', new Map()]])),
      new Uint8Array(100_000).fill(0x81),
      Uint8Array.of(0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
      Uint8Array.of(0x9b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff),
      call({ request_type: 'something' }),
      call({ ingress_expiry: 'soon' }),
      call({ nonce: new Uint8Array(33) }),
      call({ sender: new Uint8Array(30) }),
    ];
    for (const path of POSTS) {
      for (const [index, body] of bodies.entries()) {
        const response = await send(path, body);
        expect([path, index, response.status]).toEqual([path, index, 400]);
        expect(header(response, 'content-type')).toMatch(/^text\/plain/);
        expect(response.body.length).toBeLessThan(300);
      }
    }
    expect(errors).toEqual([]);
  });

  it('an expired call is 400 with the text that agents know', async () => {
    const last = await send(canisterPath('v3', 'call'), call({ ingress_expiry: NOW_NS }));
    expect(last.status).toBe(200);
    const response = await send(canisterPath('v3', 'call'), call({ ingress_expiry: NOW_NS - 1n }));
    expect([response.status, textOf(response).startsWith('Invalid request expiry: ')]).toEqual([400, true]);
  });

  it('any bytes at all end in 400', async () => {
    const good = call();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.nat(254),
        fc.uint8Array({ maxLength: 200 }),
        async (at, add, any) => {
          const bent = good.slice();
          bent[at] = ((bent[at] ?? 0) + 1 + add) & 255;
          for (const path of POSTS) expect((await send(path, any)).status).toBe(400);
          expect([200, 400]).toContain((await send(canisterPath('v2', 'query'), bent)).status);
        },
      ),
      { numRuns: 500 },
    );
    expect(errors).toEqual([]);
  });

  it('an unknown path is 404, an id that is no principal 400', async () => {
    for (const path of [
      '/api',
      '/api/v2',
      '/api/v9/status',
      canisterPath('v4', 'query'),
      '/',
      '/index.html',
    ]) {
      expect([path, (await send(path, call())).status]).toEqual([path, 404]);
      expect([path, (await send(path)).status]).toEqual([path, 404]);
    }
    expect((await send('/api/v2/canister/not-a-principal/call', call())).status).toBe(400);
  });

  it('another method than POST is 405 and names POST', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const response = await send(canisterPath('v2', 'call'), call(), { method });
      expect([response.status, header(response, 'allow')]).toEqual([405, 'POST, OPTIONS']);
    }
  });

  it('another content type than CBOR is 415', async () => {
    for (const type of [
      'application/json',
      'text/plain',
      '',
      'application/cborx',
      'multipart/application/cbor',
    ]) {
      const response = await send(canisterPath('v2', 'call'), call(), { type });
      expect([type, response.status]).toEqual([type, 415]);
    }
    for (const type of ['application/cbor', 'Application/CBOR', 'application/cbor; charset=utf-8']) {
      expect([type, (await send(canisterPath('v2', 'call'), call(), { type })).status]).toEqual([type, 202]);
    }
    const without = { method: 'POST', target: canisterPath('v2', 'call'), headers: {}, body: call() };
    expect((await api(without)).status).toBe(415);
  });

  it('a replica that is not healthy answers 503', async () => {
    replica.state = 'starting';
    for (const path of POSTS) {
      const response = await send(path, call());
      expect([response.status, textOf(response)]).toEqual([503, expect.stringContaining('starting')]);
    }
  });

  it('an internal error is 500 without its text, and is reported with its request', async () => {
    replica.failure = new Error('secret of the house');
    for (const endpoint of ['call', 'query']) {
      const response = await send(canisterPath('v3', endpoint), call({ request_type: endpoint }));
      expect([response.status, textOf(response)]).toEqual([
        500,
        'Internal error: the request was not answered',
      ]);
    }
    expect(errors).toEqual([replica.failure, replica.failure]);
  });
});

describe('every origin', () => {
  it('may ask before it sends, on every path of the API', async () => {
    for (const path of ['/api/v2/status', canisterPath('v4', 'call'), subnetPath('v3', 'query'), '/api/x']) {
      const response = await send(path, undefined, { method: 'OPTIONS' });
      expect([path, response.status, response.body.length]).toEqual([path, 204, 0]);
      expect(header(response, 'access-control-allow-origin')).toBe('*');
      expect(header(response, 'access-control-allow-methods')).toContain('POST');
      expect(header(response, 'access-control-allow-headers')).toContain('content-type');
    }
  });

  it('may read every answer, refusals too', async () => {
    const responses = [
      await send('/api/v2/status'),
      await send(canisterPath('v2', 'call'), call()),
      await send(canisterPath('v3', 'call'), call()),
      await send(canisterPath('v3', 'call'), new Uint8Array()),
      await send('/api/x'),
    ];
    for (const response of responses) expect(header(response, 'access-control-allow-origin')).toBe('*');
  });
});

describe('the fallback', () => {
  it('gets every request outside of /api and no other', async () => {
    const seen: string[] = [];
    const fallback: HttpHandler = (request) => {
      seen.push(`${request.method} ${request.target}`);
      return Promise.resolve({ status: 299, headers: [], body: new Uint8Array() });
    };
    api = httpApi({ replica, fallback });
    expect((await send('/x?y=1')).status).toBe(299);
    expect((await send('/', undefined, { method: 'OPTIONS' })).status).toBe(299);
    expect((await send('/api/x')).status).toBe(404);
    expect(seen).toEqual(['GET /x?y=1', 'OPTIONS /']);
  });

  it('that fails is a 500 and is reported', async () => {
    const failure = new Error('gateway');
    api = httpApi({
      replica,
      fallback: () => Promise.reject(failure),
      onInternalError: (error) => errors.push(error),
    });
    expect((await send('/x')).status).toBe(500);
    expect(errors).toEqual([failure]);
  });
});
