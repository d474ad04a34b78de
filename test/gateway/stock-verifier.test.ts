import { verifyRequestResponsePair, type Request as StockRequest } from '@dfinity/response-verification';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  certifiedData,
  FULL,
  NO_CERTIFICATION,
  RESPONSE_ONLY,
  servedPage,
  treeOfPages,
  type CertifiedPage,
} from './certified-page.ts';
import { key, pruneAt, treeOf } from './certified-tree.ts';
import { gatewayNetwork, type GatewayNetwork } from './gateway-network.ts';
import type { Page } from './web-canister.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const SEED = 20_261_121;

let network: GatewayNetwork;
beforeAll(async () => {
  network = await gatewayNetwork();
});
afterAll(() => network.subnet.stop());

/** Repeatable choices. Source: Marsaglia, "Xorshift RNGs", 2003. */
function choices(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** What the stock library says of the unverified response, taken from the raw host. */
async function stockVerdict(path: string, headers: Record<string, string>): Promise<boolean> {
  const response = await network.raw(path, { headers, redirect: 'manual' });
  const added = ['access-control-allow-origin', 'access-control-expose-headers', 'content-length'];
  const request: StockRequest = {
    method: 'GET',
    url: path,
    headers: Object.entries(headers),
    body: new Uint8Array(),
    certificate_version: [2],
  };
  const served = {
    status_code: response.status,
    headers: [...response.headers].filter(([name]) => !added.includes(name)) as [string, string][],
    body: new Uint8Array(await response.arrayBuffer()),
  };
  try {
    verifyRequestResponsePair(
      request,
      served,
      network.id.toUint8Array(),
      network.subnet.timeNs,
      300_000_000_000n,
      network.subnet.rootKey,
      1,
    );
    return true;
  } catch (error) {
    // A damaged CBOR length can make the library panic: a refusal of its own kind.
    if (error instanceof Error && !(error instanceof WebAssembly.RuntimeError)) throw error;
    return false;
  }
}

const PATHS = [
  ['http_expr', '<*>'],
  ['http_expr', '', '<*>'],
  ['http_expr', 'a', '<*>'],
  ['http_expr', 'a', '', '<*>'],
  ['http_expr', 'a', '<$>'],
  ['http_expr', 'a', '', '<$>'],
  ['http_expr', 'a', 'b', '<$>'],
  ['http_expr', 'a', 'b', '<*>'],
  ['http_expr', 'a', 'b', 'c d', '<$>'],
  ['http_expr', '', '<$>'],
];
const URLS = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/a//b',
  '/a/b/',
  '/a/b/c%20d',
  '/a%2Fb',
  '/c',
  '/a?q=1',
  '/a?q=2&Q=3',
];
const EXPRESSIONS = [RESPONSE_ONLY, NO_CERTIFICATION, FULL];

const pageOf = (path: readonly string[], expression: string, body: string): CertifiedPage => ({
  url: '*',
  path,
  expression,
  headers: [['content-type', 'text/plain']],
  certified: ['content-type'],
  body: bytes(body),
  ...(expression === FULL && {
    request: {
      fields: [
        [':ic-cert-method', 'GET'],
        [':ic-cert-query', 'q=1'],
      ],
    },
  }),
});

describe('the stock library and the gateway agree', () => {
  test('on trees of several paths and every request', async () => {
    const choose = choices(SEED);
    let shown = 0;
    let compared = 0;
    for (let round = 0; round < 40; round++) {
      const paths = PATHS.filter(() => choose(3) === 0);
      const path = paths[choose(Math.max(paths.length, 1))] ?? (PATHS[0] as string[]);
      const expression = EXPRESSIONS[choose(3)] as string;
      const pages = [...paths, path].map((each) => pageOf(each, expression, 'x'));
      const page = pages.at(-1) as CertifiedPage;
      const tree = treeOfPages(pages);
      const hidden = (PATHS[choose(PATHS.length)] as string[]).map((part) => key(part));
      const witness = choose(4) === 0 ? pruneAt(treeOf(tree), hidden) : treeOf(tree);
      await network.web.certify(certifiedData(tree));
      await network.web.set('*', servedPage(page, witness));
      for (const url of URLS) {
        const stock = await stockVerdict(url, {});
        const status = (await network.get(url)).status;
        expect(`${round} ${JSON.stringify(page.path)} ${url} ${status}`).toBe(
          `${round} ${JSON.stringify(page.path)} ${url} ${stock ? 200 : 503}`,
        );
        compared++;
        if (stock) shown++;
      }
    }
    expect(compared).toBe(40 * URLS.length);
    expect(shown).toBeGreaterThan(50);
  });

  test('on responses with one character changed somewhere', async () => {
    const choose = choices(SEED + 1);
    const page = pageOf(['http_expr', 'a', '<$>'], RESPONSE_ONLY, 'the body');
    const tree = treeOfPages([page]);
    await network.web.certify(certifiedData(tree));
    await network.web.set('*', servedPage(page, treeOf(tree)));
    const raw = await network.raw('/a');
    const certificate = raw.headers.get('ic-certificate') as string;
    const headers = { certificate, expression: RESPONSE_ONLY, type: 'text/plain' };
    const serve = (changed: typeof headers, body: Uint8Array): Page => ({
      headers: [
        ['ic-certificate', changed.certificate],
        ['ic-certificateexpression', changed.expression],
        ['content-type', changed.type],
      ],
      parts: [body],
    });
    await network.web.set('*', serve(headers, page.body));
    expect(await stockVerdict('/a', {})).toBe(true);
    expect((await network.get('/a')).status).toBe(200);
    let refused = 0;
    for (let round = 0; round < 150; round++) {
      const field = (['certificate', 'certificate', 'expression', 'type'] as const)[
        choose(4)
      ] as keyof typeof headers;
      const at = choose(headers[field].length);
      const char = '0aZ+="},:'[choose(9)] as string;
      const changed = {
        ...headers,
        [field]: headers[field].slice(0, at) + char + headers[field].slice(at + 1),
      };
      await network.web.set('*', serve(changed, page.body));
      const stock = await stockVerdict('/a', {});
      const status = (await network.get('/a')).status;
      // The gateway may be stricter on form, never more lenient.
      if (!stock) expect(`${field} ${at} ${char} ${status}`).toBe(`${field} ${at} ${char} 503`);
      if (status !== 200) refused++;
    }
    expect(refused).toBeGreaterThan(120);
  });
});
