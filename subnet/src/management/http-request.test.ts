import { Principal } from '@dfinity/principal';
import { beforeEach, expect, test } from 'vitest';
import { newCanister } from '../canister/new-canister.ts';
import { principalBytes } from '../principal.ts';
import { call, type CallOptions } from './call-in-tests.ts';
import { canisterKey, InMemoryHost } from './in-memory-host.ts';

const CALLER = canisterKey(5);
let host: InMemoryHost;

beforeEach(() => {
  host = new InMemoryHost();
  host.canisters.set(CALLER, newCanister(CALLER, host.nowNs, { cycles: 0n, controllers: [] }));
});

async function ask(fields: Record<string, unknown>, options: CallOptions = {}): Promise<string> {
  const argument = {
    url: 'https://example.org/',
    max_response_bytes: [],
    method: { get: null },
    headers: [],
    body: [],
    transform: [],
    is_replicated: [],
    ...fields,
  };
  const outcome = await call(host, 'http_request', argument, {
    caller: CALLER,
    fromCanister: true,
    callback: 3,
    ...options,
  });
  if (outcome.kind === 'pending') return 'begun';
  return outcome.answer.kind === 'reject'
    ? `${outcome.answer.errorCode}: ${outcome.answer.message}`
    : 'replied';
}

const header = (bytes: number) => ({ name: 'n', value: 'v'.repeat(bytes - 1) });
const TOO_LARGE = 'IC0408: Error decoding candid: Deserialize error: The';

test('an outcall is begun with what was asked, and goes on without an answer', async () => {
  const transform = [{ function: [of(CALLER), 'clean'], context: Uint8Array.of(7) }];
  const fields = {
    transform,
    body: [Uint8Array.of(1, 2)],
    max_response_bytes: [10n],
    is_replicated: [false],
  };
  expect(await ask(fields, { cycles: 9n })).toBe('begun');
  expect(host.begun).toEqual([
    {
      origin: { kind: 'canister', canister: CALLER, callback: 3 },
      caller: CALLER,
      askedAtNs: host.nowNs,
      refund: 9n,
      request: {
        url: 'https://example.org/',
        method: 'GET',
        headers: [],
        body: Uint8Array.of(1, 2),
        responseBytesMax: 10,
        transform: { method: 'clean', context: Uint8Array.of(7) },
        replicated: false,
      },
    },
  ]);
});

test('where outcalls are off, nothing is begun', async () => {
  Object.assign(host.outcalls, { enabled: false });
  expect(await ask({})).toBe('IC0504: This API is not enabled on this subnet');
  expect(host.begun).toEqual([]);
});

test.each([
  ['url of 8192 bytes', { url: 'u'.repeat(8_192) }, 'begun'],
  ['url of 8193 bytes', { url: 'u'.repeat(8_193) }, 'IC0406: url size 8193 exceeds 8192'],
  ['url of 4097 letters and 8194 bytes', { url: 'é'.repeat(4_097) }, 'IC0406: url size 8194 exceeds 8192'],
  ['64 headers', { headers: Array.from({ length: 64 }, () => header(2)) }, 'begun'],
  [
    '65 headers',
    { headers: Array.from({ length: 65 }, () => header(2)) },
    `${TOO_LARGE} number of elements exceeds maximum allowed 64`,
  ],
  ['a value of 8192 bytes', { headers: [header(8_193)] }, 'begun'],
  [
    'a value of 8193 bytes',
    { headers: [header(8_194)] },
    'IC0406: number of bytes to represent some http header value 8193 exceeds 8192',
  ],
  [
    'a header of 16385 bytes',
    { headers: [header(16_385)] },
    `${TOO_LARGE} single element data size exceeds maximum allowed 16384`,
  ],
  ['48 KiB of headers', { headers: Array.from({ length: 6 }, () => header(8_192)) }, 'begun'],
  [
    '48 KiB and a byte of headers',
    { headers: [...Array.from({ length: 6 }, () => header(8_192)), header(1)] },
    `${TOO_LARGE} total data size exceeds maximum allowed 49152`,
  ],
  ['a body of 2 MB', { body: [new Uint8Array(2_000_000)] }, 'begun'],
  [
    'a body of 2 MB and a byte',
    { body: [new Uint8Array(2_000_001)] },
    'IC0406: total number of bytes to represent all http header names and values and http body 2000001 exceeds 2000000',
  ],
  ['a response of 2 MB', { max_response_bytes: [2_000_000n] }, 'begun'],
  [
    'a response of 2 MB and a byte',
    { max_response_bytes: [2_000_001n] },
    'IC0406: max_response_bytes expected to be in the range [0..2000000], got 2000001',
  ],
] as const)('%s', async (_, fields, end) => {
  expect(await ask(fields)).toBe(end);
});

test('the last outcall that may be under way is begun, the next is refused', async () => {
  Object.assign(host.outcalls, { inFlight: 2_999 });
  expect(await ask({})).toBe('begun');
  Object.assign(host.outcalls, { inFlight: 3_000 });
  expect(await ask({})).toBe('IC0406: max number (3000) of http requests in-flight reached.');
});

test('the transform is a method of the caller', async () => {
  const transform = [{ function: [of(canisterKey(6)), 'clean'], context: new Uint8Array(0) }];
  expect(await ask({ transform })).toBe(
    `IC0406: transform principal id expected to be ${of(CALLER).toText()}, got ${of(canisterKey(6)).toText()}`,
  );
});

test('the price covers url, headers, body, transform and the largest response, and is counted', async () => {
  host.freeCycles = false;
  const fields = {
    headers: [{ name: 'ab', value: 'cde' }],
    body: [new Uint8Array(11)],
    transform: [{ function: [of(CALLER), 'clean'], context: new Uint8Array(13) }],
    max_response_bytes: [100n],
  };
  const requestBytes = BigInt('https://example.org/'.length + 5 + 11 + 5 + 13);
  const fee = 13n * (3_000_000n + 60_000n * 13n + 400n * requestBytes + 800n * 100n);
  expect(await ask(fields, { cycles: fee - 1n })).toMatch(
    /^IC0406: http_request request sent with [\d_]+ cycles, but [\d_]+ cycles are required\.$/,
  );
  expect(await ask(fields, { cycles: fee + 2n })).toBe('begun');
  expect(host.begun[0]?.refund).toBe(2n);
  expect(host.canisters.get(CALLER)?.consumed?.http_outcalls).toBe(fee);
});

function of(key: typeof CALLER): Principal {
  return Principal.fromUint8Array(principalBytes(key));
}
