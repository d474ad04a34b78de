import { expect, test } from 'vitest';
import { listenToOpener } from './listen-to-opener.ts';
import type { PageRequest } from './page-request.ts';

const PORTAL = 'https://portal.example';
const KEY = Uint8Array.of(48, 1, 2);
const LEGACY = { kind: 'authorize-client', sessionPublicKey: KEY, maxTimeToLive: 60_000_000_000n };
const RPC = { jsonrpc: '2.0', id: 'a' };
const DELEGATION = {
  ...RPC,
  method: 'icrc34_delegation',
  params: { publicKey: 'MAEC', maxTimeToLive: '60000000000' },
};
const GRANTED = {
  userPublicKey: Uint8Array.of(1),
  sessionPublicKey: KEY,
  expiration: 5n,
  signature: Uint8Array.of(2),
  authnMethod: 'passkey',
} as const;

/** A page that another window opened, and what that window was told. */
function opened() {
  const told: { data: unknown; origin: string }[] = [];
  const opener = {
    closed: false,
    postMessage: (data: unknown, origin: string) => void told.push({ data, origin }),
  };
  const target = new EventTarget();
  const page = Object.assign(target, { opener }) as unknown as Window;
  const requests: PageRequest[] = [];
  const listener = listenToOpener(page, (request) => requests.push(request));
  const send = (data: unknown, { origin = PORTAL, source = opener as unknown } = {}) =>
    target.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
  return { told, requests, send, listener, opener };
}

test('the window that opened the page is told that it is ready, whoever it is', () => {
  expect(opened().told).toEqual([{ data: { kind: 'authorize-ready' }, origin: '*' }]);
});

test('a request of auth-client is granted to the origin that asked, in its own form', () => {
  const { told, requests, send } = opened();
  send(LEGACY);
  const [request] = requests;
  expect(request).toMatchObject({
    origin: PORTAL,
    wants: { kind: 'delegation', timeToLiveNs: 60_000_000_000n },
  });
  expect(request?.derivationOrigin).toBeUndefined();
  if (request?.wants.kind === 'delegation') request.wants.grant(GRANTED);
  expect(told.at(-1)).toEqual({
    origin: PORTAL,
    data: {
      kind: 'authorize-client-success',
      delegations: [{ delegation: { pubkey: KEY, expiration: 5n }, signature: Uint8Array.of(2) }],
      userPublicKey: Uint8Array.of(1),
      authnMethod: 'passkey',
    },
  });
});

test('a request of the signer standards is granted as JSON, to its id', () => {
  const { told, requests, send } = opened();
  send({ ...RPC, method: 'icrc29_status' });
  expect(told.at(-1)?.data).toEqual({ jsonrpc: '2.0', id: 'a', result: 'ready' });
  send({ ...DELEGATION, params: { ...DELEGATION.params, icrc95DerivationOrigin: 'https://other.example' } });
  const [request] = requests;
  expect(request).toMatchObject({ origin: PORTAL, derivationOrigin: 'https://other.example' });
  if (request?.wants.kind === 'delegation') request.wants.grant(GRANTED);
  expect(told.at(-1)?.data).toEqual({
    jsonrpc: '2.0',
    id: 'a',
    result: {
      publicKey: 'AQ==',
      signerDelegation: [{ delegation: { pubkey: 'MAEC', expiration: '5' }, signature: 'Ag==' }],
    },
  });
});

test('a request is answered once', () => {
  const { told, requests, send } = opened();
  send(LEGACY);
  requests[0]?.refuse('cancelled');
  requests[0]?.refuse('failed');
  expect(told.slice(1)).toEqual([
    { data: { kind: 'authorize-client-failure', text: 'cancelled' }, origin: PORTAL },
  ]);
});

test('another window is not heard, nor another origin after the first', () => {
  const { requests, send, told } = opened();
  send(LEGACY, { source: {} });
  send(LEGACY, { origin: 'null' });
  expect(requests).toHaveLength(0);
  send({ ...RPC, method: 'icrc29_status' });
  send(LEGACY, { origin: 'https://evil.example' });
  send({ ...RPC, method: 'icrc29_status' }, { origin: 'https://evil.example' });
  expect(requests).toHaveLength(0);
  expect(told).toHaveLength(2);
});

test.each([
  ['no key', { ...LEGACY, sessionPublicKey: undefined }],
  ['a text for the key', { ...LEGACY, sessionPublicKey: 'MAEC' }],
  ['an empty key', { ...LEGACY, sessionPublicKey: new Uint8Array() }],
  ['a key too long', { ...LEGACY, sessionPublicKey: new Uint8Array(1025) }],
  ['a number for the time', { ...LEGACY, maxTimeToLive: 60 }],
  ['no time at all', { ...LEGACY, maxTimeToLive: 0n }],
  ['a URL object for the origin', { ...LEGACY, derivationOrigin: {} }],
])('a request of auth-client with %s is refused at once', (_name, message) => {
  const { told, requests, send } = opened();
  send(message);
  expect(requests).toHaveLength(0);
  expect(told.at(-1)?.data).toEqual({ kind: 'authorize-client-failure', text: 'invalid_request' });
});

test.each([
  ['no params', undefined],
  ['a key that is no base64', { publicKey: '!' }],
  ['an empty key', { publicKey: '' }],
  ['a time that is no number', { publicKey: 'MAEC', maxTimeToLive: '1h' }],
  ['a time that is a number of JSON', { publicKey: 'MAEC', maxTimeToLive: 5 }],
  ['an origin that is no text', { publicKey: 'MAEC', icrc95DerivationOrigin: 1 }],
])('a delegation asked for with %s is refused at once', (_name, params) => {
  const { told, requests, send } = opened();
  send({ ...RPC, method: 'icrc34_delegation', params });
  expect(requests).toHaveLength(0);
  expect(told.at(-1)?.data).toMatchObject({ id: 'a', error: { code: -32602 } });
});

test('standards and permissions are told without the person; what is not offered is named so', () => {
  const { told, requests, send } = opened();
  send({ ...RPC, method: 'icrc25_supported_standards' });
  const { result } = told.at(-1)?.data as { result: { supportedStandards: { name: string }[] } };
  expect(result.supportedStandards.map(({ name }) => name)).toEqual([
    'ICRC-25',
    'ICRC-27',
    'ICRC-29',
    'ICRC-34',
    'ICRC-95',
  ]);
  send({ ...RPC, method: 'icrc25_permissions' });
  expect(told.at(-1)?.data).toMatchObject({
    result: {
      scopes: [
        { scope: { method: 'icrc27_accounts' }, state: 'ask_on_use' },
        { scope: { method: 'icrc34_delegation' }, state: 'ask_on_use' },
      ],
    },
  });
  send({ ...RPC, method: 'icrc49_call_canister' });
  expect(told.at(-1)?.data).toMatchObject({ error: { code: 2000 } });
  expect(requests).toHaveLength(0);
});

test('a message that is no request is left alone', () => {
  const { told, send } = opened();
  for (const message of [
    null,
    'text',
    1,
    {},
    { kind: 'authorize' },
    { jsonrpc: '2.0', method: 'icrc29_status' },
  ])
    send(message);
  expect(told).toHaveLength(1);
});

test('four requests may wait, a fifth is refused; an answer makes room', () => {
  const { told, requests, send } = opened();
  for (let id = 0; id < 5; id++) send({ ...DELEGATION, id });
  expect(requests).toHaveLength(4);
  expect(told.at(-1)?.data).toMatchObject({ id: 4, error: { code: 1000 } });
  requests[0]?.refuse('cancelled');
  send({ ...DELEGATION, id: 5 });
  expect(requests).toHaveLength(5);
});

test('a page that nobody opened has no opener', () => {
  const page = Object.assign(new EventTarget(), { opener: null }) as unknown as Window;
  const listener = listenToOpener(page, () => undefined);
  expect([listener.exists, listener.isOpen()]).toEqual([false, false]);
});
