import { expect, test } from 'vitest';
import { namedOrigin, readTerminalRequest } from './read-terminal-request.ts';

const WHOLE = { public_key: 'MCowBQYDK2VwAyEA', callback: 'http://127.0.0.1:41234/', nonce: 'n-0_1' };
const read = (fields: Record<string, string>) =>
  readTerminalRequest(`#${new URLSearchParams(fields).toString()}`);

test('a request has a key, a port of this machine, a nonce, 8 hours and no origin', () => {
  const { request, status } = read(WHOLE);
  expect(request).toMatchObject({
    callback: WHOLE.callback,
    nonce: WHOLE.nonce,
    timeToLiveNs: 28_800_000_000_000n,
  });
  expect(request?.origin).toBeUndefined();
  expect([...(request?.sessionPublicKey.slice(0, 2) ?? [])]).toEqual([0x30, 0x2a]);
  expect(status).toBeUndefined();
});

test.each(['public_key', 'callback', 'nonce'])('without its %s it is none', (name) => {
  expect(read({ ...WHOLE, [name]: '' }).request).toBeUndefined();
});

test.each([
  'http://localhost:1/',
  'https://127.0.0.1:1/',
  'http://127.0.0.1.evil.example/',
  'http://127.0.0.2:1/',
  'http://user@127.0.0.1:1/',
  'http://[::1]:1/',
  'javascript:alert(1)',
])('an answer never goes to %s', (callback) => {
  expect(read({ ...WHOLE, callback }).request).toBeUndefined();
});

test('it lasts as many minutes as it says, 30 days at most, never none', () => {
  expect(read({ ...WHOLE, ttl: '5' }).request?.timeToLiveNs).toBe(300_000_000_000n);
  expect(read({ ...WHOLE, ttl: '43201' }).request?.timeToLiveNs).toBe(2_592_000_000_000_000n);
  expect(read({ ...WHOLE, ttl: '0' }).request).toBeUndefined();
  expect(read({ ...WHOLE, ttl: '-1' }).request).toBeUndefined();
});

test('a bare domain is an origin with TLS; more than an origin, and one without TLS, is none', () => {
  expect(namedOrigin('portal.gov.pk')).toBe('https://portal.gov.pk');
  expect(namedOrigin('http://localhost:4943')).toBe('http://localhost:4943');
  expect(namedOrigin('https://portal.gov.pk:443')).toBe('https://portal.gov.pk');
  for (const name of [
    'http://portal.gov.pk',
    'portal.gov.pk/path',
    'a@portal.gov.pk',
    'portal.gov.pk?x',
    '://',
  ])
    expect(namedOrigin(name)).toBeUndefined();
  expect(read({ ...WHOLE, domain: 'http://portal.gov.pk' }).request).toBeUndefined();
});

test('what became of an answer comes back alone, or with the request for another try', () => {
  expect(readTerminalRequest('#status=success')).toEqual({ status: 'success' });
  expect(readTerminalRequest('#status=evil')).toEqual({});
  expect(read({ ...WHOLE, status: 'identity-mismatch' })).toMatchObject({
    status: 'identity-mismatch',
    request: { nonce: WHOLE.nonce },
  });
});
