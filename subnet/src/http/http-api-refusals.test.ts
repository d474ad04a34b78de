import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeCbor } from '../codec/cbor-encode.ts';
import { ApiUnderTest, NOW_NS, call, canisterPath, header, textOf } from './http-api-fixture.ts';

let api: ApiUnderTest;
beforeEach(() => {
  api = new ApiUnderTest();
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
        const response = await api.send(path, body);
        expect([path, index, response.status]).toEqual([path, index, 400]);
        expect(header(response, 'content-type')).toMatch(/^text\/plain/);
        expect(response.body.length).toBeLessThan(300);
      }
    }
    expect(api.errors).toEqual([]);
  });

  it('an expired call is 400 with the text that agents know', async () => {
    const last = await api.send(canisterPath('v3', 'call'), call({ ingress_expiry: NOW_NS }));
    expect(last.status).toBe(200);
    const response = await api.send(canisterPath('v3', 'call'), call({ ingress_expiry: NOW_NS - 1n }));
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
          for (const path of POSTS) expect((await api.send(path, any)).status).toBe(400);
          expect([200, 400]).toContain((await api.send(canisterPath('v2', 'query'), bent)).status);
        },
      ),
      { numRuns: 500 },
    );
    expect(api.errors).toEqual([]);
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
      expect([path, (await api.send(path, call())).status]).toEqual([path, 404]);
      expect([path, (await api.send(path)).status]).toEqual([path, 404]);
    }
    expect((await api.send('/api/v2/canister/not-a-principal/call', call())).status).toBe(400);
  });

  it('another method than POST is 405 and names POST', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const response = await api.send(canisterPath('v2', 'call'), call(), { method });
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
      const response = await api.send(canisterPath('v2', 'call'), call(), { type });
      expect([type, response.status]).toEqual([type, 415]);
    }
    for (const type of ['application/cbor', 'Application/CBOR', 'application/cbor; charset=utf-8']) {
      expect([type, (await api.send(canisterPath('v2', 'call'), call(), { type })).status]).toEqual([
        type,
        202,
      ]);
    }
    const without = { method: 'POST', target: canisterPath('v2', 'call'), headers: {}, body: call() };
    expect((await api.handler(without)).status).toBe(415);
  });

  it('a replica that is not healthy answers 503', async () => {
    api.replica.state = 'starting';
    for (const path of POSTS) {
      const response = await api.send(path, call());
      expect([response.status, textOf(response)]).toEqual([503, expect.stringContaining('starting')]);
    }
  });

  it('an internal error is 500 without its text, and is reported with its request', async () => {
    api.replica.failure = new Error('secret of the house');
    for (const endpoint of ['call', 'query']) {
      const response = await api.send(canisterPath('v3', endpoint), call({ request_type: endpoint }));
      expect([response.status, textOf(response)]).toEqual([
        500,
        'Internal error: the request was not answered',
      ]);
    }
    expect(api.errors).toEqual([api.replica.failure, api.replica.failure]);
  });
});
