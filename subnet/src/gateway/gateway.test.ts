import { describe, expect, it } from 'vitest';
import { encodeUleb } from '../codec/leb128.ts';
import { sha256 } from '../crypto/sha256.ts';
import type { CallContent } from '../envelope/content.ts';
import { EMPTY, leaf, type HashTree } from '../hash-tree/hash-tree.ts';
import { mapOf } from '../hash-tree/labelled-map.ts';
import { CANISTER } from '../http/http-api-fixture.ts';
import type { SubmitResult } from '../http/replica.ts';
import { principalText } from '../principal.ts';
import { reject } from '../reject.ts';
import { certificateHeader, certificateOver, dataCertificate } from './certificate-fixture.ts';
import { toLabel } from './expression-path.ts';
import { candid, headerOf, HOST, PLAIN, RAW, replied, setUp, textOf } from './gateway-fixture.ts';
import type { CertifiableResponse } from './verify-response.ts';

describe('gateway: rejections', () => {
  it.each([
    ['IC0301', 404],
    ['IC0207', 503],
    ['IC0503', 502],
    ['IC0536', 502],
    ['IC0406', 502],
    ['IC0101', 502],
  ])('%s is a page of status %d', async (code, status) => {
    const { replica, get } = setUp();
    replica.answer = () => ({ kind: 'rejected', reject: reject(code, 'first line\n    at second.ts:1') });
    const response = await get(HOST);
    expect(response.status).toBe(status);
    expect(textOf(response)).not.toContain('second.ts');
  });

  it('an unhealthy subnet is not available', async () => {
    const { replica, get } = setUp();
    replica.state = 'starting';
    expect((await get(HOST)).status).toBe(503);
  });

  it('a reply that is no response is a failure of the canister; the reason is for the operator', async () => {
    const { replica, get } = setUp();
    replica.answer = () => ({ kind: 'replied', data: Uint8Array.of(1, 2, 3) });
    const response = await get(RAW);
    expect(response.status).toBe(502);
    expect(textOf(response)).not.toContain('DIDL');
    expect(replica.reasons[0]).toContain('DIDL');
  });
});

describe('gateway: upgrade', () => {
  const status = (call: CallContent, fields: Record<string, Uint8Array>): SubmitResult => {
    const entries = Object.entries(fields).map(([name, value]) => [toLabel(name), leaf(value)] as const);
    const own = mapOf([[call.requestId, mapOf(entries)]]);
    return { kind: 'certified', certificate: certificateOver(mapOf([[toLabel('request_status'), own]])) };
  };
  const upgraded = () => {
    const all = setUp();
    all.replica.answer = () => ({ kind: 'replied', data: candid(PLAIN, [true]) });
    return all;
  };

  it('shows the reply that the certificate holds', async () => {
    const { replica, get } = upgraded();
    replica.update = (call) => {
      const reply = candid({ status: 201, headers: [], body: Buffer.from(call.method) });
      return status(call, { status: Buffer.from('replied'), reply });
    };
    const response = await get(HOST);
    expect(response.status).toBe(201);
    expect(textOf(response)).toBe('http_request_update');
  });

  it('fails when the certificate is of another key, shows another message, or there is none', async () => {
    const { replica, get } = upgraded();
    const reply = { status: Buffer.from('replied'), reply: candid(PLAIN) };
    replica.update = (call) => status({ ...call, requestId: new Uint8Array(32) }, reply);
    expect((await get(HOST)).status).toBe(502);
    replica.update = (call) => {
      const result = status(call, reply) as { certificate: Uint8Array };
      const certificate = Uint8Array.from(result.certificate);
      certificate[certificate.length - 1] = (certificate[certificate.length - 1] as number) ^ 1;
      return { kind: 'certified', certificate };
    };
    expect((await get(HOST)).status).toBe(503);
    replica.update = () => ({ kind: 'accepted' });
    expect((await get(HOST)).status).toBe(504);
    replica.update = () => ({ kind: 'refused', reject: reject('IC0508', 'stopped') });
    expect((await get(HOST)).status).toBe(502);
    replica.update = (call) =>
      status(call, {
        status: Buffer.from('rejected'),
        reject_code: encodeUleb(2),
        reject_message: Buffer.from('busy'),
        error_code: Buffer.from('IC0207'),
      });
    expect((await get(HOST)).status).toBe(503);
  });

  it('makes each request a message of its own', async () => {
    const { replica, get } = upgraded();
    const ids = new Set<string>();
    replica.update = (call) => {
      ids.add(Buffer.from(call.requestId).toString('hex'));
      return { kind: 'accepted' };
    };
    await get(HOST);
    await get(HOST);
    expect(ids.size).toBe(2);
  });
});

describe('gateway: a canister that knows version 2', () => {
  const legacy = (): CertifiableResponse => {
    const asset = mapOf([[toLabel('/page'), leaf(new Uint8Array(sha256(PLAIN.body)))]]);
    const tree = mapOf([[toLabel('http_assets'), asset]]);
    const value = certificateHeader(dataCertificate(CANISTER, tree), tree, undefined);
    return { ...PLAIN, headers: [['ic-certificate', value]] };
  };
  const supports = (versions: string): HashTree =>
    mapOf([[toLabel('supported_certificate_versions'), leaf(new Uint8Array(Buffer.from(versions)))]]);

  it.each([
    ['nothing', EMPTY, undefined, 200],
    ['1', supports('1'), true, 200],
    ['1,2', supports('1,2'), true, 503],
    ['2', supports('2'), true, 503],
    ['1,3', supports('1,3'), true, 200],
    ['something private', EMPTY, false, 503],
  ] as const)('must not answer by version 1 when it says %s', async (_, metadata, visibility, status) => {
    const { replica, get } = setUp();
    replica.answer = () => replied(legacy());
    replica.metadata = metadata;
    replica.visibility = visibility;
    expect((await get(HOST)).status).toBe(status);
  });
});

describe('gateway: the root host', () => {
  it('with a site sends every canisterId to its own host, and refuses where there is none', async () => {
    const { get } = setUp({ site: { directory: '.' } });
    const target = `/x?canisterId=${principalText(CANISTER)}`;
    const sent = await get('localhost:4943', target);
    expect(sent.status).toBe(307);
    expect(headerOf(sent, 'location')).toBe(`http://${HOST}:4943${target}`);
    expect((await get('10.0.0.1:4943', target)).status).toBe(400);
  });

  it('without a site says what it is, and knows nothing else', async () => {
    const { get } = setUp();
    expect(textOf(await get('localhost', '/?x'))).toContain('Embedded subnet');
    expect((await get('localhost', '/x')).status).toBe(404);
    const refused = await get('localhost', '/', {}, 'POST');
    expect(refused.status).toBe(405);
    expect(headerOf(refused, 'allow')).toBe('GET, HEAD');
  });
});

describe('gateway: names', () => {
  it('that are no canister ids are refused, and the names before stay', async () => {
    const { gateway, get } = setUp({ names: { portal: principalText(CANISTER) } });
    expect(() => gateway.setNames({ other: 'nonsense' })).toThrow('other');
    expect((await get('portal.raw.localhost')).status).toBe(200);
  });
});

describe('gateway: requests that no canister is asked', () => {
  it.each([
    ['a space in the address', '/a b', {}, 'GET', 400],
    ['no address', '*', {}, 'OPTIONS', 400],
    ['other letters in the address', '/é', {}, 'GET', 400],
    ['other letters in a header', '/', { x: 'é' }, 'GET', 400],
    ['no method', '/', {}, 'GE T', 400],
    ['a long address', `/${'a'.repeat(8_192)}`, {}, 'GET', 414],
    [
      'many headers',
      '/',
      Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`x${i}`, '1'])),
      'GET',
      431,
    ],
  ] as const)('%s', async (_, target, headers, method, status) => {
    const { replica, get } = setUp();
    replica.answer = () => {
      throw new Error('expected that no canister is asked');
    };
    expect((await get(RAW, target, headers, method)).status).toBe(status);
  });
});
