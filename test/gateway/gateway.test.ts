import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  certifiedData,
  EXAMPLE_PAGE,
  FULL,
  NO_CERTIFICATION,
  RESPONSE_ONLY,
  servedPage,
  treeOfPages,
} from './certified-page.ts';
import { base64Cbor, key, pruneAt, sha, treeOf } from './certified-tree.ts';
import { gatewayNetwork, type GatewayNetwork } from './gateway-network.ts';
import { webActor } from './web-canister.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const BODY = EXAMPLE_PAGE.body;
const UNVERIFIED = 'The response of this canister could not be verified, so it is not shown.\n';

let network: GatewayNetwork;
beforeAll(async () => {
  network = await gatewayNetwork();
});
afterAll(() => network.subnet.stop());

const expectUnverified = async (response: Response, reason: string): Promise<void> => {
  expect(await response.text()).toBe(UNVERIFIED);
  expect(response.status).toBe(503);
  expect(network.events.at(-1)?.message).toContain(reason);
};

describe('certified responses', () => {
  test('are shown with the headers that are certified, and no other', async () => {
    await network.serve({ ...EXAMPLE_PAGE, headers: [...EXAMPLE_PAGE.headers, ['X-Uncertified', 'evil']] });
    const found = await network.get('/page?x=1');
    expect(found.status).toBe(200);
    expect(await found.text()).toBe('<h1>Certified</h1>');
    expect(found.headers.get('content-type')).toBe('text/html');
    expect(found.headers.get('cache-control')).toBe('max-age=60');
    expect(found.headers.get('x-uncertified')).toBeNull();
    expect(found.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('keep their status: redirects, not-modified and ranges', async () => {
    const headers = [['Content-Type', 'text/html']] as const;
    for (const status of [301, 304, 404, 500]) {
      await network.serve({ ...EXAMPLE_PAGE, status, headers, body: bytes('') });
      expect((await network.get('/page', { redirect: 'manual' })).status).toBe(status);
    }
    const expression = RESPONSE_ONLY.replace('"cache-control"', '"content-range"');
    await network.serve({
      ...EXAMPLE_PAGE,
      expression,
      status: 206,
      headers: [['Content-Range', 'bytes 2-4/10']],
      certified: ['content-range'],
      body: bytes('cde'),
    });
    const part = await network.get('/page', { headers: { range: 'bytes=2-4' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(await part.text()).toBe('cde');
  });

  test('need no certified headers when the canister says that it certifies nothing', async () => {
    await network.serve({ ...EXAMPLE_PAGE, expression: NO_CERTIFICATION, headers: [['x-any', 'thing']] });
    const response = await network.get('/page');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-any')).toBe('thing');
  });

  test('of a request that is certified too are shown for that request only', async () => {
    await network.serve({
      ...EXAMPLE_PAGE,
      expression: FULL,
      certified: ['content-type', 'cache-control'],
      request: {
        fields: [
          [':ic-cert-method', 'GET'],
          [':ic-cert-query', 'q=a'],
          ['x-tenant', 'health'],
        ],
      },
    });
    const headers = { 'x-tenant': 'health' };
    expect((await network.get('/page?q=a&other=1', { headers })).status).toBe(200);
    await expectUnverified(await network.get('/page?q=b', { headers }), 'not certified');
    await expectUnverified(await network.get('/page?q=a'), 'not certified');
    await expectUnverified(await network.get('/page?q=a', { headers, method: 'DELETE' }), 'not certified');
  });

  test('of a wildcard are shown unless a path fits better', async () => {
    const wild = { ...EXAMPLE_PAGE, url: '*', path: ['http_expr', 'app', '<*>'] };
    const exact = { ...EXAMPLE_PAGE, path: ['http_expr', 'app', 'home', '<$>'] };
    const tree = treeOfPages([wild, exact]);
    await network.web.certify(certifiedData(tree));
    await network.web.set('*', servedPage(wild, treeOf(tree)));
    expect((await network.get('/app/else')).status).toBe(200);
    await expectUnverified(await network.get('/app/home'), 'fits better');
    await expectUnverified(await network.get('/other'), 'does not cover');
    const hidden = pruneAt(treeOf(tree), [key('http_expr'), key('app'), key('home')]);
    await network.web.set('*', servedPage(wild, hidden));
    await expectUnverified(await network.get('/app/home'), 'fits better');
  });
});

describe('what is not certified is not shown', () => {
  test('no certificate at all', async () => {
    await expectUnverified(await network.get('/echo'), 'no certificate');
  });

  test('a changed body, status, header or expression', async () => {
    await network.serve(EXAMPLE_PAGE);
    const tree = treeOf(treeOfPages([EXAMPLE_PAGE]));
    const served = servedPage(EXAMPLE_PAGE, tree);
    expect((await network.get('/page')).status).toBe(200);
    const flipped = Uint8Array.from(BODY);
    flipped[3] = (flipped[3] as number) ^ 1;
    for (const change of [
      { parts: [flipped] },
      { parts: [BODY.slice(1)] },
      { status: 201 },
      { headers: served.headers?.map(([name, value]) => [name, value.replace('60', '61')] as const) },
      { headers: [['Cache-Control', 'no-store'] as const, ...(served.headers ?? [])] },
      { headers: served.headers?.filter(([name]) => name !== 'Content-Type') },
      {
        headers: served.headers?.map(
          ([name, value]) => [name, value.replace('Empty{}', 'Empty {}')] as const,
        ),
      },
    ]) {
      await network.web.set('/page', { ...served, ...change } as typeof served);
      await expectUnverified(await network.get('/page'), 'certified');
    }
  });

  test('another tree, another canister, a certificate that is too old', async () => {
    await network.serve(EXAMPLE_PAGE);
    const other = treeOfPages([{ ...EXAMPLE_PAGE, body: bytes('other') }]);
    await network.web.set('/page', servedPage({ ...EXAMPLE_PAGE, body: bytes('other') }, treeOf(other)));
    await expectUnverified(await network.get('/page'), 'not the one that the canister certified');

    await network.serve(EXAMPLE_PAGE);
    const raw = await network.raw('/page');
    const headers = [...raw.headers].filter(([name]) => name.startsWith('ic-') || name.startsWith('c'));
    const replayed = { headers: headers as [string, string][], parts: [BODY] };
    await network.web.set('/page', replayed);
    expect((await network.get('/page')).status).toBe(200);
    const id = await network.deploy();
    await webActor(network.agent, id).set('/page', replayed);
    const elsewhere = await network.subnet.fetch(`http://${id.toText()}.localhost/page`);
    await expectUnverified(elsewhere, 'shows no certified data');

    await network.subnet.advanceTime(299_000);
    expect((await network.get('/page')).status).toBe(200);
    await network.subnet.advanceTime(2_000);
    await expectUnverified(await network.get('/page'), 'too old');
  });
});

describe('streaming', () => {
  test('a body of 4.9 MB in seven parts is verified as a whole', async () => {
    const parts = Array.from({ length: 7 }, (_, index) => new Uint8Array(700_000).fill(index));
    const page = {
      ...EXAMPLE_PAGE,
      url: '/big',
      path: ['http_expr', 'big', '<$>'],
      body: new Uint8Array(Buffer.concat(parts)),
    };
    const tree = treeOfPages([page]);
    await network.web.certify(certifiedData(tree));
    await network.web.set('/big', { ...servedPage(page, treeOf(tree)), parts: [] });
    const response = await network.get('/big');
    expect(response.status).toBe(200);
    expect(sha(new Uint8Array(await response.arrayBuffer()))).toEqual(sha(page.body));
  });

  test('a body whose parts are exchanged is not shown', async () => {
    const [first, second] = [bytes('first '), bytes('second')];
    const page = { ...EXAMPLE_PAGE, body: bytes('first second') };
    const tree = treeOfPages([page]);
    await network.web.certify(certifiedData(tree));
    const served = servedPage(page, treeOf(tree));
    await network.web.set('/page', { ...served, parts: [first, second] });
    expect(await (await network.get('/page')).text()).toBe('first second');
    await network.web.set('/page', { ...served, parts: [second, first] });
    await expectUnverified(await network.get('/page'), 'not certified');
  });

  test('many parts arrive in order; callbacks elsewhere and without end are refused', async () => {
    const many = Array.from({ length: 50 }, (_, index) => bytes(`${index};`));
    await network.web.set('/many', { parts: many });
    expect(await (await network.raw('/many')).text()).toBe(many.map((_, index) => `${index};`).join(''));
    const other = await network.deploy();
    await network.web.set('/many', { parts: many, callback: [other, 'part'] });
    expect((await network.raw('/many')).status).toBe(502);
    await network.web.set('/many', { parts: many, callback: [network.id, 'absent'] });
    expect((await network.raw('/many')).status).toBe(502);
    await network.web.set('/many', { parts: many, callback: [network.id, 'endless'] });
    expect((await network.raw('/many')).status).toBe(502);
  });
});

describe('legacy certification', () => {
  const legacy = (body: Uint8Array, path = '/asset') =>
    new Map([[key('http_assets'), new Map([[key(path), sha(body)]])]]);
  const serveLegacy = async (
    url: string,
    body: Uint8Array,
    tree: ReturnType<typeof legacy>,
    status = 200,
  ) => {
    await network.web.certify(certifiedData(tree));
    const value = `certificate=:{certificate}:, tree=:${base64Cbor(treeOf(tree))}:`;
    const headers = [
      ['cache-control', 'max-age=9'],
      ['x-kept', 'yes'],
      ['IC-Certificate', value],
    ] as const;
    await network.web.set(url, { status, headers, parts: [body] });
  };

  test('a body under its path or the index page is shown without cache-control', async () => {
    await serveLegacy('/asset', BODY, legacy(BODY));
    const response = await network.get('/asset');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBeNull();
    expect(response.headers.get('x-kept')).toBe('yes');
    await serveLegacy('/some/page', BODY, legacy(BODY, '/index.html'));
    expect((await network.get('/some/page')).status).toBe(200);
  });

  test('a changed body or a redirect is not', async () => {
    await serveLegacy('/asset', bytes('other'), legacy(BODY));
    await expectUnverified(await network.get('/asset'), 'body is not certified');
    await serveLegacy('/asset', BODY, legacy(BODY), 302);
    await expectUnverified(await network.get('/asset', { redirect: 'manual' }), 'redirects');
  });
});
