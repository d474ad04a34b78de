import assert from 'node:assert/strict';
import type { Principal } from '@dfinity/principal';
import {
  certifiedData,
  EXAMPLE_PAGE,
  FULL,
  NO_CERTIFICATION,
  RESPONSE_ONLY,
  servedPage,
  treeOfPages,
  type CertifiedPage,
} from '../gateway/certified-page.ts';
import { base64Cbor, key, pruneAt, sha, treeOf, type Nested } from '../gateway/certified-tree.ts';
import { encodeCertify, encodePage, webCanister, type Page } from '../gateway/web-canister.ts';
import type { Bench } from './bench.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { replyOf } from './ending.ts';
import { installation } from './management-candid.ts';

const CHAPTER = 'Gateway';
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const BODY = EXAMPLE_PAGE.body;

/** A canister that serves what it is told to, and the ways to it through the gateway. */
class Web {
  readonly bench: Bench;
  readonly id: Principal;

  constructor(bench: Bench, id: Principal) {
    this.bench = bench;
    this.id = id;
  }

  async set(url: string, page: Page): Promise<void> {
    replyOf(await this.bench.alice.call(this.id, 'set', encodePage(url, page)));
  }

  async certify(tree: Nested): Promise<void> {
    replyOf(await this.bench.alice.call(this.id, 'certify', encodeCertify(certifiedData(tree))));
  }

  /** Certifies and serves a page; `change` spoils what is served. */
  async serve(page: CertifiedPage, change: (served: Page) => Page = (served) => served): Promise<void> {
    const tree = treeOfPages([page]);
    await this.certify(tree);
    await this.set(page.url, change(servedPage(page, treeOf(tree))));
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    return this.bench.network.fetchHost(`${this.id.toText()}.`, path, { redirect: 'manual', ...init });
  }

  raw(path: string, init: RequestInit = {}): Promise<Response> {
    return this.bench.network.fetchHost(`${this.id.toText()}.raw.`, path, { redirect: 'manual', ...init });
  }
}

/** Each group has a canister of its own, as its cases run one after the other and groups side by side. */
function group(name: string, cases: (one: MakeCase) => readonly ConformanceCase[]): CaseGroup {
  const made = new WeakMap<Bench, Promise<Web>>();
  const webOf = (bench: Bench): Promise<Web> => {
    let web = made.get(bench);
    if (!web) made.set(bench, (web = deployWeb(bench)));
    return web;
  };
  const one: MakeCase = (section, title, run) =>
    conformanceCase(`http-gateway-protocol-spec, ${section}`, title, async (bench) =>
      run(await webOf(bench), bench),
    );
  return { chapter: `${CHAPTER}: ${name}`, cases: cases(one) };
}

type MakeCase = (
  section: string,
  title: string,
  run: (web: Web, bench: Bench) => Promise<void>,
) => ConformanceCase;

async function deployWeb(bench: Bench): Promise<Web> {
  // Compiled before anything is sent: the compiler holds up the thread, and a server in it would time requests out.
  const wasm = webCanister();
  const id = await bench.create();
  replyOf(await bench.manage('install_code', id, installation(id, 'install', wasm)));
  return new Web(bench, id);
}

/** A response that could not be verified: an error, and nothing of the page in it. */
async function assertRefused(response: Response): Promise<void> {
  const text = await response.text();
  assert.ok(response.status >= 400, `expected an error, got ${response.status}`);
  for (const part of ['Certified', 'evil'])
    assert.ok(!text.includes(part), `expected nothing of the page, got ${text}`);
  assert.equal(response.headers.get('x-evil'), null);
}

async function assertShown(response: Response, status = 200): Promise<string> {
  const text = await response.text();
  assert.equal(response.status, status, `expected ${status}, got ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

/** The page "HTTP gateway protocol". */
export function gatewayCases(): readonly CaseGroup[] {
  return [
    group('requests', requestCases),
    group('responses', responseCases),
    group('tampering', tamperingCases),
    group('paths and expressions', pathCases),
    group('legacy', legacyCases),
    group('streaming and upgrade', streamingCases),
  ];
}

function requestCases(one: MakeCase): ConformanceCase[] {
  const SECTION = 'HTTP Request Encoding';
  const echoed = async (web: Web, path: string, init: RequestInit) =>
    (await assertShown(await web.raw(path, init))).split('\n');
  const body = (length: number) => new Uint8Array(length).fill(65);
  return [
    ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) =>
      one(SECTION, `the method ${method} reaches the canister in upper case`, async (web) => {
        const [line] = await echoed(web, '/echo', { method });
        assert.equal(line, `${method} /echo`);
      }),
    ),
    ...['/echo', '/echo/', '/echo?a=1&a=2', '/echo/%20%2F?q=%C3%A9', '/echo//x'].map((path) =>
      one(SECTION, `the url ${path} is that of the request line`, async (web) => {
        assert.equal((await echoed(web, path, {}))[0], `GET ${path}`);
      }),
    ),
    ...(
      [
        ['x-one', '1'],
        ['cookie', 'a=1; b=2'],
        ['authorization', 'Bearer x'],
        ['range', 'bytes=0-4'],
        ['if-none-match', '"tag"'],
        ['if-modified-since', 'Sat, 21 Nov 2026 00:00:00 GMT'],
        ['accept-language', 'ur, en;q=0.5'],
      ] as const
    ).map(([name, value]) =>
      one(SECTION, `the header ${name} reaches the canister`, async (web) => {
        const lines = await echoed(web, '/echo', { headers: { [name]: value } });
        assert.ok(
          lines.includes(`${name}: ${value}`),
          `expected ${name}: ${value}, got ${lines.join(' | ')}`,
        );
      }),
    ),
    ...[0, 1, 70_000, 1_900_000].map((length) =>
      one(SECTION, `a body of ${length} bytes reaches the canister whole`, async (web) => {
        const lines = await echoed(web, '/echo', { method: 'POST', body: body(length) });
        assert.equal(lines.at(-1)?.replaceAll('_', ''), String(length));
      }),
    ),
    one('Query Calls', 'a request that no query can carry is refused', async (web) => {
      const response = await web.raw('/echo', { method: 'POST', body: body(4_000_000) });
      assert.ok([400, 413].includes(response.status), `expected 413, got ${response.status}`);
    }),
    one('Canister ID Resolution', 'a host that names no canister is no canister’s', async (_web, bench) => {
      const response = await bench.network.fetchHost('nobody.', '/echo');
      assert.ok(response.status >= 400 && response.status < 500, `expected 4xx, got ${response.status}`);
    }),
    one('Canister ID Resolution', 'an id without a canister is an error', async (_web, bench) => {
      const response = await bench.network.fetchHost(`${bench.network.anyCanister}.`, '/');
      assert.ok(response.status >= 400, `expected an error, got ${response.status}`);
    }),
    one('Canister ID Resolution', 'a canister without code is an error', async (_web, bench) => {
      const bare = await bench.create();
      const response = await bench.network.fetchHost(`${bare.toText()}.`, '/');
      assert.ok(response.status >= 400, `expected an error, got ${response.status}`);
    }),
    one('Query Calls', 'a trap of the canister is an error page', async (web) => {
      assert.ok((await web.raw('/trap')).status >= 500);
    }),
  ];
}

function responseCases(one: MakeCase): ConformanceCase[] {
  const SECTION = 'HTTP Response Decoding';
  const statuses = [200, 201, 204, 301, 302, 304, 307, 308, 400, 403, 404, 410, 418, 429, 500, 503];
  return [
    ...statuses.map((status) =>
      one(SECTION, `the status ${status} is that of the canister, when it is certified`, async (web) => {
        await web.serve({ ...EXAMPLE_PAGE, status, body: bytes('') });
        await assertShown(await web.get('/page'), status);
      }),
    ),
    one(SECTION, 'headers and body are those of the canister', async (web) => {
      await web.serve(EXAMPLE_PAGE);
      const response = await web.get('/page');
      assert.equal(response.headers.get('content-type'), 'text/html');
      assert.equal(response.headers.get('cache-control'), 'max-age=60');
      assert.equal(await assertShown(response), '<h1>Certified</h1>');
    }),
    one(SECTION, 'a certified ETag passes, and 304 has no body', async (web) => {
      const expression = RESPONSE_ONLY.replace('"cache-control"', '"etag"');
      const page = { ...EXAMPLE_PAGE, expression, headers: [['ETag', '"v1"']] as const, certified: ['etag'] };
      await web.serve(page);
      assert.equal((await web.get('/page')).headers.get('etag'), '"v1"');
      await web.serve({ ...page, status: 304, body: bytes('') });
      const unchanged = await web.get('/page', { headers: { 'if-none-match': '"v1"' } });
      assert.equal(await assertShown(unchanged, 304), '');
    }),
    one(SECTION, 'a certified redirect keeps its location', async (web) => {
      const expression = RESPONSE_ONLY.replace('"cache-control"', '"location"');
      await web.serve({
        ...EXAMPLE_PAGE,
        expression,
        status: 302,
        headers: [['Location', '/other']],
        certified: ['location'],
      });
      const response = await web.get('/page');
      assert.deepEqual([response.status, response.headers.get('location')], [302, '/other']);
    }),
    one(SECTION, 'a certified range is handed on as 206', async (web) => {
      const expression = RESPONSE_ONLY.replace('"cache-control"', '"content-range"');
      const headers = [['Content-Range', 'bytes 2-4/10']] as const;
      await web.serve({
        ...EXAMPLE_PAGE,
        expression,
        status: 206,
        headers,
        certified: ['content-range'],
        body: bytes('cde'),
      });
      const response = await web.get('/page', { headers: { range: 'bytes=2-4' } });
      assert.equal(response.headers.get('content-range'), 'bytes 2-4/10');
      assert.equal(await assertShown(response, 206), 'cde');
    }),
    one(SECTION, 'HEAD is answered without a body', async (web) => {
      await web.set('/page', { parts: [BODY] });
      assert.equal(await assertShown(await web.raw('/page', { method: 'HEAD' })), '');
    }),
    one(SECTION, 'any origin may read the answer', async (web) => {
      await web.serve(EXAMPLE_PAGE);
      assert.equal((await web.get('/page')).headers.get('access-control-allow-origin'), '*');
    }),
    one('Response Verification', 'headers that the expression does not list do not pass', async (web) => {
      await web.serve({
        ...EXAMPLE_PAGE,
        headers: [...EXAMPLE_PAGE.headers, ['Set-Cookie', 'a=evil'], ['X-Evil', 'evil']],
      });
      const response = await web.get('/page');
      assert.deepEqual([response.headers.get('set-cookie'), response.headers.get('x-evil')], [null, null]);
      await assertShown(response);
    }),
    one(
      'Response Verification Outline',
      'no_certification lets a certified choice pass unverified',
      async (web) => {
        await web.serve({ ...EXAMPLE_PAGE, expression: NO_CERTIFICATION, headers: [['x-any', 'thing']] });
        assert.equal((await web.get('/page')).headers.get('x-any'), 'thing');
      },
    ),
    one(
      'Request Hash Calculation',
      'a certified request is answered for its method, query and headers only',
      async (web) => {
        const fields = [
          [':ic-cert-method', 'GET'],
          [':ic-cert-query', 'q=a'],
          ['x-tenant', 'health'],
        ] as const;
        await web.serve({ ...EXAMPLE_PAGE, expression: FULL, request: { fields } });
        const headers = { 'x-tenant': 'health' };
        await assertShown(await web.get('/page?q=a&other=1', { headers }));
        await assertRefused(await web.get('/page?q=b', { headers }));
        await assertRefused(await web.get('/page?q=a'));
        await assertRefused(await web.get('/page?q=a', { headers, method: 'DELETE' }));
      },
    ),
  ];
}

/** Each way to spoil a certified page. */
const TAMPERED: readonly (readonly [section: string, name: string, change: (served: Page) => Page])[] = [
  [
    'Response Hash Calculation',
    'a changed body',
    (served) => ({ ...served, parts: [bytes('<h1>evil</h1>')] }),
  ],
  ['Response Hash Calculation', 'a body cut short', (served) => ({ ...served, parts: [BODY.slice(1)] })],
  [
    'Response Hash Calculation',
    'a longer body',
    (served) => ({ ...served, parts: [bytes('<h1>Certified</h1>evil')] }),
  ],
  ...[201, 301, 404, 500].map(
    (status) =>
      [
        'Response Hash Calculation',
        `the status ${status}`,
        (served: Page) => ({ ...served, status }),
      ] as const,
  ),
  ['Response Hash Calculation', 'a changed header', onHeader('Cache-Control', () => 'max-age=61')],
  [
    'Response Hash Calculation',
    'a header given twice',
    (served) => ({ ...served, headers: [['Cache-Control', 'no-store'], ...(served.headers ?? [])] }),
  ],
  ['Response Hash Calculation', 'a missing header', without('Content-Type')],
  ['Response Verification Outline', 'no certificate', without('IC-Certificate')],
  ['Response Verification Outline', 'no expression', without('IC-CertificateExpression')],
  [
    'The Certificate Expression Header',
    'an expression with a space more',
    onHeader('IC-CertificateExpression', (text) => text.replace('Empty{}', 'Empty {}')),
  ],
  [
    'The Certificate Expression Header',
    'an expression that certifies nothing',
    onHeader('IC-CertificateExpression', () => NO_CERTIFICATION),
  ],
  [
    'The Certificate Expression Header',
    'an expression that is none',
    onHeader('IC-CertificateExpression', () => 'evil()'),
  ],
  [
    'The Certificate Header',
    'two certificates',
    (served) => ({ ...served, headers: [...(served.headers ?? []), ['IC-Certificate', 'evil']] }),
  ],
  [
    'The Certificate Header',
    'a header without its tree',
    onHeader('IC-Certificate', (text) => text.replace(/tree=:[^:]*:, /, '')),
  ],
  [
    'The Certificate Header',
    'a header without its certificate',
    onHeader('IC-Certificate', (text) => text.replace('certificate=:{certificate}:, ', '')),
  ],
  [
    'The Certificate Header',
    'a certificate that is no base 64',
    onHeader('IC-Certificate', (text) => text.replace('{certificate}', '!!')),
  ],
  [
    'The Certificate Header',
    'a certificate that is empty',
    onHeader('IC-Certificate', (text) => text.replace('{certificate}', '')),
  ],
  [
    'The Certificate Header',
    'a tree that is not the canister’s',
    onHeader('IC-Certificate', (text) => text.replace(/tree=:[^:]*:/, `tree=:${base64Cbor([0])}:`)),
  ],
  [
    'The Certificate Header',
    'no expr_path',
    onHeader('IC-Certificate', (text) => text.replace(/, expr_path=.*/, '')),
  ],
  [
    'The Certificate Header',
    'an expr_path of another page',
    onHeader('IC-Certificate', (text) =>
      text.replace(/expr_path=.*/, `expr_path=:${base64Cbor(['http_expr', 'other', '<$>'])}:`),
    ),
  ],
  [
    'Response Verification Outline',
    'version 1 for a page of version 2',
    onHeader('IC-Certificate', (text) => text.replace('version=2', 'version=1')),
  ],
  [
    'Response Verification Outline',
    'version 3',
    onHeader('IC-Certificate', (text) => text.replace('version=2', 'version=3')),
  ],
];

function onHeader(name: string, change: (value: string) => string): (served: Page) => Page {
  return (served) => ({
    ...served,
    headers: (served.headers ?? []).map(
      ([given, value]) => [given, given === name ? change(value) : value] as const,
    ),
  });
}

function without(name: string): (served: Page) => Page {
  return (served) => ({ ...served, headers: (served.headers ?? []).filter(([given]) => given !== name) });
}

function tamperingCases(one: MakeCase): ConformanceCase[] {
  return [
    one('Response Verification', 'the page itself is shown', async (web) => {
      await web.serve(EXAMPLE_PAGE);
      await assertShown(await web.get('/page'));
    }),
    ...TAMPERED.map(([section, name, change]) =>
      one(section, `${name}: nothing is shown`, async (web) => {
        await web.serve(EXAMPLE_PAGE, change);
        await assertRefused(await web.get('/page'));
      }),
    ),
    one(
      'Certificate Validation',
      'a certificate of another canister: nothing is shown',
      async (web, bench) => {
        await web.serve(EXAMPLE_PAGE);
        const raw = await web.raw('/page');
        const names = ['ic-certificate', 'ic-certificateexpression', 'content-type', 'cache-control'];
        const headers = names.map((name) => [name, raw.headers.get(name) ?? ''] as const);
        await web.set('/page', { headers, parts: [BODY] });
        await assertShown(await web.get('/page'));
        const other = await deployWeb(bench);
        await other.set('/page', { headers, parts: [BODY] });
        await assertRefused(await other.get('/page'));
      },
    ),
  ];
}

function pathCases(one: MakeCase): ConformanceCase[] {
  const SECTION = 'Expression Path';
  const fits: readonly (readonly [path: readonly string[], url: string, fits: boolean])[] = [
    [['http_expr', 'a', '<$>'], '/a', true],
    [['http_expr', 'a', '<$>'], '/a?q=1', true],
    [['http_expr', 'a', '<$>'], '/a/', false],
    [['http_expr', 'a', '<$>'], '/b', false],
    [['http_expr', 'a', '<$>'], '/a/b', false],
    [['http_expr', '', '<$>'], '/', true],
    [['http_expr', 'a', '<*>'], '/a/b', true],
    [['http_expr', 'a', '<*>'], '/a/b/c', true],
    [['http_expr', 'a', '<*>'], '/b', false],
    [['http_expr', '<*>'], '/any/thing', true],
    [['http_expr', 'c d', '<$>'], '/c%20d', true],
    [['other', 'a', '<$>'], '/a', false],
    [['http_expr', 'a'], '/a', false],
    [['http_expr', '<*>', 'a', '<$>'], '/a', false],
  ];
  return [
    ...fits.map(([path, url, shown]) =>
      one(SECTION, `${JSON.stringify(path)} ${shown ? 'fits' : 'does not fit'} ${url}`, async (web) => {
        await web.serve({ ...EXAMPLE_PAGE, url: '*', path });
        const response = await web.get(url);
        if (shown) await assertShown(response);
        else await assertRefused(response);
      }),
    ),
    ...[false, true].map((hidden) =>
      one(
        SECTION,
        `a wildcard is not shown where a better path is ${hidden ? 'pruned' : 'there'}`,
        async (web) => {
          const wild = { ...EXAMPLE_PAGE, url: '*', path: ['http_expr', 'app', '<*>'] };
          const tree = treeOfPages([wild, { ...EXAMPLE_PAGE, path: ['http_expr', 'app', 'home', '<$>'] }]);
          await web.certify(tree);
          const whole = treeOf(tree);
          const witness = hidden
            ? pruneAt(
                whole,
                ['http_expr', 'app', 'home'].map((part) => key(part)),
              )
            : whole;
          await web.set('*', servedPage(wild, witness));
          await assertRefused(await web.get('/app/home'));
          if (!hidden) await assertShown(await web.get('/app/else'));
        },
      ),
    ),
  ];
}

function legacyCases(one: MakeCase): ConformanceCase[] {
  const SECTION = 'Legacy Response Verification';
  const serve = async (web: Web, certified: string, page: Page, url = '/asset') => {
    const tree: Nested = new Map([
      [key('http_assets'), new Map<string, Nested>([[key(certified), sha(BODY)]])],
    ]);
    await web.certify(tree);
    const value = `certificate=:{certificate}:, tree=:${base64Cbor(treeOf(tree))}:`;
    await web.set(url, {
      parts: [BODY],
      ...page,
      headers: [...(page.headers ?? []), ['IC-Certificate', value]],
    });
  };
  return [
    one(SECTION, 'a body under its path is shown', async (web) => {
      await serve(web, '/asset', {});
      await assertShown(await web.get('/asset'));
    }),
    one(SECTION, 'a body under the index page is shown for paths that are not there', async (web) => {
      await serve(web, '/index.html', {}, '/some/page');
      await assertShown(await web.get('/some/page'));
    }),
    one(SECTION, 'a changed body is not shown', async (web) => {
      await serve(web, '/asset', { parts: [bytes('evil')] });
      await assertRefused(await web.get('/asset'));
    }),
    one(SECTION, 'a body under another path is not shown', async (web) => {
      await serve(web, '/other', {});
      await assertRefused(await web.get('/asset'));
    }),
  ];
}

function streamingCases(one: MakeCase): ConformanceCase[] {
  const SECTION = 'Response Body Streaming';
  const parts = Array.from({ length: 20 }, (_, index) => bytes(`${index};`));
  const whole = parts.map((_, index) => `${index};`).join('');
  return [
    one(SECTION, 'parts are put together in order until there is no token', async (web) => {
      await web.set('/many', { parts });
      assert.equal(await assertShown(await web.raw('/many')), whole);
    }),
    one(SECTION, 'a streamed body is verified as a whole', async (web) => {
      await web.serve(
        { ...EXAMPLE_PAGE, url: '/many', path: ['http_expr', 'many', '<$>'], body: bytes(whole) },
        (served) => ({ ...served, parts }),
      );
      assert.equal(await assertShown(await web.get('/many')), whole);
    }),
    one(SECTION, 'a streamed body whose parts are exchanged is not shown', async (web) => {
      const exchanged = [...parts].reverse();
      await web.serve(
        { ...EXAMPLE_PAGE, url: '/many', path: ['http_expr', 'many', '<$>'], body: bytes(whole) },
        (served) => ({ ...served, parts: exchanged }),
      );
      const response = await web.get('/many');
      assert.ok(response.status >= 400 && !(await response.text()).includes('19;18;'));
    }),
    one(SECTION, 'a callback of another canister fails the request', async (web, bench) => {
      const other = await deployWeb(bench);
      await web.set('/many', { parts, callback: [other.id, 'part'] });
      assert.ok((await web.raw('/many')).status >= 500);
    }),
    one(SECTION, 'a callback that is not there fails the request', async (web) => {
      await web.set('/many', { parts, callback: [web.id, 'absent'] });
      assert.ok((await web.raw('/many')).status >= 500);
    }),
    one(
      'Upgrade to Update Calls',
      'the answer is that of http_request_update, and all else is ignored',
      async (web) => {
        await web.set('/act', { upgrade: true, headers: [['x-evil', 'ignored']], status: 500 });
        const response = await web.get('/act', { method: 'POST', body: 'do' });
        assert.equal(response.headers.get('x-evil'), null);
        assert.equal(await assertShown(response, 201), 'POST /act\n2');
      },
    ),
    one('Upgrade to Update Calls', 'each request is one update', async (web) => {
      await web.set('/act', { upgrade: true });
      const count = async () => Number((await web.get('/act', { method: 'POST' })).headers.get('x-updates'));
      const before = await count();
      assert.equal(await count(), before + 1);
    }),
    one('Upgrade to Update Calls', 'upgrade = opt false is no upgrade', async (web) => {
      await web.serve(EXAMPLE_PAGE, (served) => ({ ...served, upgrade: false }));
      await assertShown(await web.get('/page'));
    }),
    one('Upgrade to Update Calls', 'a trap in http_request_update is an error', async (web) => {
      await web.set('/update-trap', { upgrade: true });
      assert.ok((await web.get('/update-trap')).status >= 500);
    }),
  ];
}
