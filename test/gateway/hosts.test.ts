import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { EXAMPLE_PAGE } from './certified-page.ts';
import { gatewayNetwork, type GatewayNetwork } from './gateway-network.ts';

let network: GatewayNetwork;
beforeAll(async () => {
  network = await gatewayNetwork();
});
afterAll(() => network.subnet.stop());

describe('raw hosts', () => {
  test('hand on what is not certified, unless HTTP does not allow it', async () => {
    const response = await network.raw('/echo?a=%20b', {
      method: 'POST',
      headers: { 'x-one': '1', 'accept-encoding': 'gzip' },
      body: 'hello',
    });
    expect(response.status).toBe(200);
    const [line, ...rest] = (await response.text()).split('\n');
    expect(line).toBe('POST /echo?a=%20b');
    expect(rest).toContain('x-one: 1');
    expect(rest).toContain('accept-encoding: gzip, identity');
    expect(rest.at(-1)).toBe('5');
    for (const field of [
      ['bad name', 'v'],
      ['x', 'a\r\nset-cookie: b'],
      ['x', 'é'],
    ] as const) {
      await network.web.set('/bad', { headers: [field] });
      expect((await network.raw('/bad')).status).toBe(502);
    }
    await network.web.set('/bad', { status: 700 });
    expect((await network.raw('/bad')).status).toBe(502);
    await network.web.set('/bad', { status: 204, headers: [['transfer-encoding', 'chunked']] });
    const empty = await network.raw('/bad');
    expect(empty.status).toBe(204);
    expect(empty.headers.get('transfer-encoding')).toBeNull();
  });

  test('the headers of HEAD are those of the canister', async () => {
    await network.web.set('/file', { headers: [['content-length', '12345']], parts: [] });
    const head = await network.raw('/file', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('12345');
    const get = await network.raw('/file');
    expect(get.headers.get('content-length')).toBe('0');
  });
});

describe('upgrade to update', () => {
  test('calls http_request_update once as the anonymous principal, and shows its certified reply', async () => {
    await network.web.set('/act', { upgrade: true, headers: [['x', 'ignored']] });
    const first = await network.get('/act', { method: 'POST', body: 'do' });
    expect(first.status).toBe(201);
    expect(first.headers.get('x-caller')).toBe('2vxsx-fae');
    expect(await first.text()).toBe('POST /act\n2');
    const second = await network.get('/act', { method: 'POST', body: 'do' });
    expect(Number(second.headers.get('x-updates'))).toBe(Number(first.headers.get('x-updates')) + 1);
  });

  test('a trap in the update is a failure of the canister', async () => {
    await network.web.set('/update-trap', { upgrade: true });
    const response = await network.get('/update-trap');
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('not today');
  });
});

describe('failures of the canister', () => {
  test('unknown canisters, hosts and ids', async () => {
    const fetch = (host: string, path = '/') => network.subnet.fetch(`http://${host}${path}`);
    expect((await fetch('rwlgt-iiaaa-aaaaa-aaaaa-cai.localhost')).status).toBe(404);
    expect((await fetch('nobody.localhost')).status).toBe(400);
    expect((await fetch('attacker.example')).status).toBe(400);
    expect((await fetch('aaaaa-aa.localhost')).status).toBe(400);
    expect((await fetch('127.0.0.1', '/?canisterId=nonsense')).status).toBe(400);
    expect((await fetch('127.0.0.1', '/nowhere')).status).toBe(404);
    const bare = await managementOf(network.agent).create();
    expect((await fetch(`${bare.toText()}.localhost`)).status).toBe(502);
  });

  test('a trap is told without markup, in a page with security headers', async () => {
    const response = await network.get('/trap', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(502);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const page = await response.text();
    expect(page).toContain('the page &#60;b&#62;broke');
    expect(page).not.toContain('<b>');
    expect(page).not.toMatch(/at .*\.ts:/);
  });

  test('a reply or a request that is too large', async () => {
    expect((await network.raw('/huge')).status).toBe(502);
    const limit = 2 * 1024 * 1024;
    const post = (length: number) => network.raw('/echo', { method: 'POST', body: new Uint8Array(length) });
    expect((await post(limit - 4_096)).status).toBe(200);
    expect((await post(limit + 1)).status).toBe(413);
    expect((await network.raw(`/echo?${'a'.repeat(9_000)}`)).status).toBe(414);
    expect((await network.raw('/echo', { headers: { big: 'a'.repeat(40_000) } })).status).toBe(431);
  });
});

describe('other ways to a canister', () => {
  test('the parameter canisterId at the root host; browsers are sent to the own host', async () => {
    await network.serve(EXAMPLE_PAGE);
    const url = `http://127.0.0.1:4943/page?canisterId=${network.id.toText()}`;
    expect((await network.subnet.fetch(url)).status).toBe(200);
    const headers = { 'sec-fetch-mode': 'navigate' };
    const sent = await network.subnet.fetch(new Request(url, { redirect: 'manual' }), { headers });
    expect(sent.status).toBe(307);
    expect(sent.headers.get('location')).toBe(
      `http://${network.id.toText()}.localhost:4943/page?canisterId=${network.id.toText()}`,
    );
  });

  test('names that can be replaced', async () => {
    await network.serve(EXAMPLE_PAGE);
    const ask = (host: string) => network.subnet.fetch(`http://${host}/page`);
    expect((await ask('portal.localhost')).status).toBe(400);
    network.subnet.setGatewayNames({ portal: network.id.toText(), 'www.example.pk': network.id.toText() });
    for (const host of ['portal.localhost', 'portal.raw.localhost', 'www.example.pk:80', 'WWW.Example.PK']) {
      expect((await ask(host)).status).toBe(200);
    }
    network.subnet.setGatewayNames({});
    expect((await ask('portal.localhost')).status).toBe(400);
  });

  test('preflight is answered, and the root host says what it is', async () => {
    const headers = { origin: 'http://a.example', 'access-control-request-method': 'PUT' };
    const preflight = await network.get('/page', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    const root = await network.subnet.fetch('http://127.0.0.1/');
    expect(root.status).toBe(200);
    expect(await root.text()).toContain('href="/api/v2/status"');
  });
});
