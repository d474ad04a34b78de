import { beforeEach, describe, expect, it } from 'vitest';
import type { CborMap } from '../codec/cbor-value.ts';
import { CALL_WAIT_MS, INGRESS_PAYLOAD_BYTES_MAX } from '../limits.ts';
import { ANONYMOUS } from '../principal.ts';
import { reject } from '../reject.ts';
import type { HttpHandler } from './http-message.ts';
import {
  ApiUnderTest,
  CANISTER,
  CERTIFICATE,
  NOW_NS,
  OTHER,
  SUBNET,
  call,
  canisterPath,
  cborOf,
  header,
  readState,
  subnetPath,
  textOf,
} from './http-api-fixture.ts';

let api: ApiUnderTest;
beforeEach(() => {
  api = new ApiUnderTest();
});

const REFUSED = reject('IC0406', 'Not admitted');

describe('status', () => {
  it('shows the root key and the health, whatever the health is', async () => {
    for (const state of ['healthy', 'starting'] as const) {
      api.replica.state = state;
      const response = await api.send('/api/v2/status?x=1');
      expect(response.status).toBe(200);
      const fields = cborOf(response);
      expect(fields['replica_health_status']).toBe(state);
      expect([...(fields['root_key'] as Uint8Array)]).toEqual([...api.replica.rootKeyDer]);
      expect(fields['impl_version']).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('takes GET and HEAD only', async () => {
    expect((await api.send('/api/v2/status', undefined, { method: 'HEAD' })).status).toBe(200);
    const refused = await api.send('/api/v2/status', new Uint8Array());
    expect([refused.status, header(refused, 'allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('calls', () => {
  it('version 2 answers 202 at once, whatever the replica has', async () => {
    for (const result of [api.replica.submitResult, { kind: 'accepted' } as const]) {
      api.replica.submitResult = result;
      const response = await api.send(canisterPath('v2', 'call'), call());
      expect([response.status, response.body.length]).toEqual([202, 0]);
      expect(api.replica.submitted.at(-1)?.waitMs).toBe(0);
    }
  });

  it('versions 3 and 4 wait and answer with the certificate', async () => {
    for (const version of ['v3', 'v4']) {
      const response = await api.send(canisterPath(version, 'call'), call());
      expect(response.status).toBe(200);
      expect(cborOf(response)).toEqual({ status: 'replied', certificate: expect.anything() });
      expect([...(cborOf(response)['certificate'] as Uint8Array)]).toEqual([...CERTIFICATE]);
      expect(api.replica.submitted.at(-1)).toMatchObject({ waitMs: CALL_WAIT_MS, call: { method: 'set' } });
    }
  });

  it('versions 3 and 4 answer 202 without a body when the wait is over', async () => {
    api.replica.submitResult = { kind: 'accepted' };
    for (const version of ['v3', 'v4']) {
      const response = await api.send(canisterPath(version, 'call'), call());
      expect([response.status, response.body.length]).toEqual([202, 0]);
    }
  });

  it('a refusal is 200 with code, message and error code; from version 3 on with its status', async () => {
    api.replica.submitResult = { kind: 'refused', reject: REFUSED };
    const fields = { reject_code: 4, reject_message: 'Not admitted', error_code: 'IC0406' };
    expect(cborOf(await api.send(canisterPath('v2', 'call'), call()))).toEqual(fields);
    for (const version of ['v3', 'v4']) {
      expect(cborOf(await api.send(canisterPath(version, 'call'), call()))).toEqual({
        status: 'non_replicated_rejection',
        ...fields,
      });
    }
  });

  it('the largest argument passes, one byte more is 413', async () => {
    const largest = call({ arg: new Uint8Array(INGRESS_PAYLOAD_BYTES_MAX) });
    expect((await api.send(canisterPath('v4', 'call'), largest)).status).toBe(200);
    const larger = call({ arg: new Uint8Array(INGRESS_PAYLOAD_BYTES_MAX + 1) });
    expect((await api.send(canisterPath('v4', 'call'), larger)).status).toBe(413);
    expect(api.replica.submitted).toHaveLength(1);
  });
});

describe('queries', () => {
  it('a reply comes with the signature of the node', async () => {
    for (const version of ['v2', 'v3']) {
      const response = await api.send(canisterPath(version, 'query'), call({ request_type: 'query' }));
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
    api.replica.queryResult = { kind: 'rejected', reject: REFUSED };
    const fields = cborOf(await api.send(canisterPath('v3', 'query'), call({ request_type: 'query' })));
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
      const response = await api.send(path, readState([['time']]));
      expect([path, response.status]).toEqual([path, 200]);
      expect([...(cborOf(response)['certificate'] as Uint8Array)]).toEqual([...CERTIFICATE]);
    }
  });

  it('a path that nobody may read is refused', async () => {
    const id = Buffer.from(CANISTER).toString('latin1');
    for (const path of [['canister', id, 'certified_data'], ['unknown'], []]) {
      const response = await api.send(canisterPath('v3', 'read_state'), readState([path]));
      expect([path, response.status >= 400 && response.status < 500]).toEqual([path, true]);
    }
    expect(api.replica.asked).toHaveLength(0);
  });

  it('the status of a request is for its sender, at the id where it was made', async () => {
    const body = readState([['request_status', 'x'.repeat(32), 'status']]);
    const statusAt = async (id: Uint8Array): Promise<number> =>
      (await api.send(canisterPath('v3', 'read_state', id), body)).status;
    expect(await statusAt(OTHER)).toBe(200);
    api.replica.origin = { sender: ANONYMOUS, canister: CANISTER, effectiveCanister: CANISTER };
    expect([await statusAt(CANISTER), await statusAt(OTHER)]).toEqual([200, 403]);
    api.replica.origin = { sender: SUBNET, canister: CANISTER, effectiveCanister: CANISTER };
    expect(await statusAt(CANISTER)).toBe(403);
  });

  it('the status of a management call is read at the id of the canister that it was about', async () => {
    const body = readState([['request_status', 'x'.repeat(32)]]);
    const statusAt = async (id: Uint8Array): Promise<number> =>
      (await api.send(canisterPath('v3', 'read_state', id), body)).status;
    const management = { canister: new Uint8Array(), effectiveCanister: CANISTER };
    api.replica.origin = { sender: ANONYMOUS, ...management };
    expect([await statusAt(CANISTER), await statusAt(OTHER)]).toEqual([200, 403]);
    api.replica.origin = { sender: SUBNET, ...management };
    expect(await statusAt(CANISTER)).toBe(403);
  });

  it('another subnet is refused', async () => {
    const response = await api.send(subnetPath('v3', 'read_state', OTHER), readState([['time']]));
    expect([response.status, textOf(response)]).toEqual([
      400,
      expect.stringContaining('does not match the subnet ID'),
    ]);
  });
});

describe('every origin', () => {
  it('may ask before it sends, on every path of the API', async () => {
    for (const path of ['/api/v2/status', canisterPath('v4', 'call'), subnetPath('v3', 'query'), '/api/x']) {
      const response = await api.send(path, undefined, { method: 'OPTIONS' });
      expect([path, response.status, response.body.length]).toEqual([path, 204, 0]);
      expect(header(response, 'access-control-allow-origin')).toBe('*');
      expect(header(response, 'access-control-allow-methods')).toContain('POST');
      expect(header(response, 'access-control-allow-headers')).toContain('content-type');
    }
  });

  it('may read every answer, refusals too', async () => {
    const responses = [
      await api.send('/api/v2/status'),
      await api.send(canisterPath('v2', 'call'), call()),
      await api.send(canisterPath('v3', 'call'), call()),
      await api.send(canisterPath('v3', 'call'), new Uint8Array()),
      await api.send('/api/x'),
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
    api = new ApiUnderTest(fallback);
    expect((await api.send('/x?y=1')).status).toBe(299);
    expect((await api.send('/', undefined, { method: 'OPTIONS' })).status).toBe(299);
    expect((await api.send('/api/x')).status).toBe(404);
    expect(seen).toEqual(['GET /x?y=1', 'OPTIONS /']);
  });

  it('that fails is a 500 and is reported', async () => {
    const failure = new Error('gateway');
    api = new ApiUnderTest(() => Promise.reject(failure));
    expect((await api.send('/x')).status).toBe(500);
    expect(api.errors).toEqual([failure]);
  });
});
