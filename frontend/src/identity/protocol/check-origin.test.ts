import { describe, expect, test, vi } from 'vitest';
import { checkOrigin, isSupportedOrigin } from './check-origin.ts';

const ASKS = 'https://new.example.gov.pk';
const MAIN = 'https://portal.example.gov.pk';

function serving(body: string, status = 200) {
  return vi.fn<typeof fetch>(() => Promise.resolve(new Response(body, { status })));
}
const listing = (...origins: unknown[]) => serving(JSON.stringify({ alternativeOrigins: origins }));
const verdict = (fetcher: typeof fetch, derivationOrigin = MAIN) =>
  checkOrigin(ASKS, derivationOrigin, fetcher);
const REFUSED = { allowed: false, reason: 'derivation_origin_refused' };

describe('origins that people can sign in to', () => {
  test.each([
    'https://a.pk',
    'https://a.pk:8443',
    'http://localhost:4943',
    'http://x.localhost',
    'http://127.0.0.1:1',
  ])('%s is one', (origin) => expect(isSupportedOrigin(origin)).toBe(true));
  test.each([
    'null',
    '',
    'http://a.pk',
    'http://localhost.a.pk',
    'https://a.pk/',
    'https://a.pk/path',
    'https://A.pk',
    'https://a.pk:443',
    'https://user@a.pk',
    'ftp://a.pk',
    'file://',
    'javascript:alert(1)',
  ])('%s is none', (origin) => expect(isSupportedOrigin(origin)).toBe(false));
  test('an origin of 255 characters is one, of 256 none', () => {
    const of = (length: number) => `https://${'a'.repeat(length - 8)}`;
    expect(isSupportedOrigin(of(255))).toBe(true);
    expect(isSupportedOrigin(of(256))).toBe(false);
  });
});

describe('an origin that wants to be taken for another', () => {
  test('nobody is asked where it is the same or none is named', async () => {
    const fetcher = listing();
    expect(await checkOrigin(ASKS, undefined, fetcher)).toEqual({ allowed: true, derivedFrom: ASKS });
    expect(await checkOrigin(ASKS, ASKS, fetcher)).toEqual({ allowed: true, derivedFrom: ASKS });
    expect(fetcher).not.toHaveBeenCalled();
  });

  test('is, when the other lists it; asked without credentials, without redirects, past every cache', async () => {
    const fetcher = listing('https://third.example', ASKS);
    expect(await verdict(fetcher)).toEqual({ allowed: true, derivedFrom: MAIN });
    const [address, options] = fetcher.mock.calls[0] ?? [];
    expect(address).toBe(`${MAIN}/.well-known/ii-alternative-origins`);
    expect(options).toMatchObject({ credentials: 'omit', redirect: 'error', cache: 'no-store' });
  });

  test('is not, when the other does not list it, lists one that begins alike, or lists nobody', async () => {
    expect(await verdict(listing(`${ASKS}.evil.example`, `${ASKS}/`))).toEqual(REFUSED);
    expect(await verdict(listing())).toEqual(REFUSED);
  });

  test('ten alternatives are read, eleven are not', async () => {
    const others = Array.from({ length: 9 }, (_, i) => `https://${i}.example`);
    expect(await verdict(listing(ASKS, ...others))).toMatchObject({ allowed: true });
    expect(await verdict(listing(ASKS, ...others, 'https://ten.example'))).toEqual(REFUSED);
  });

  test.each([
    ['is not found', serving(JSON.stringify({ alternativeOrigins: [ASKS] }), 404)],
    ['comes with another status', serving(JSON.stringify({ alternativeOrigins: [ASKS] }), 203)],
    ['is no JSON', serving('<!doctype html>')],
    ['is a bare list', serving(JSON.stringify([ASKS]))],
    ['has a text for the list', serving(JSON.stringify({ alternativeOrigins: ASKS }))],
    ['has an item that is no text', listing(ASKS, 1)],
    ['has an item twice', listing(ASKS, ASKS)],
    ['is too long', serving(JSON.stringify({ alternativeOrigins: [ASKS], more: 'x'.repeat(16_400) }))],
    ['cannot be fetched', vi.fn<typeof fetch>(() => Promise.reject(new TypeError('no route')))],
  ])('is not, when the file %s', async (_name, fetcher) => {
    expect(await verdict(fetcher)).toEqual(REFUSED);
  });

  test('nobody is asked at an address that is no origin', async () => {
    const fetcher = listing(ASKS);
    expect(await verdict(fetcher, `${MAIN}/path`)).toEqual(REFUSED);
    expect(await verdict(fetcher, 'http://portal.example.gov.pk')).toEqual(REFUSED);
    expect(fetcher).not.toHaveBeenCalled();
  });
});
