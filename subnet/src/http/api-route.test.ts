import { expect, it } from 'vitest';
import { parsePrincipal } from '../principal.ts';
import { isApiPath, parseApiRoute, pathOf } from './api-route.ts';

const TEXT = '5v3p4-iyaaa-aaaaa-qaaaa-cai';
const ID = parsePrincipal(TEXT);

it('every form of the specification has a route', () => {
  const forms = [
    'v2/canister/call',
    'v3/canister/call',
    'v4/canister/call',
    'v4/subnet/call',
    'v2/canister/query',
    'v3/canister/query',
    'v3/subnet/query',
    'v2/canister/read_state',
    'v3/canister/read_state',
    'v2/subnet/read_state',
    'v3/subnet/read_state',
  ];
  for (const form of forms) {
    const [version = '', scope = '', endpoint = ''] = form.split('/');
    expect(parseApiRoute(`/api/${version}/${scope}/${TEXT}/${endpoint}`)).toEqual({
      endpoint,
      version: Number(version.slice(1)),
      scope,
      effective: ID,
    });
  }
  expect(parseApiRoute('/api/v2/status')).toEqual({ endpoint: 'status' });
});

it('what the specification does not name has none', () => {
  const paths = [
    '/api',
    '/api/',
    '/api/v2',
    '/api/v1/status',
    '/api/v3/status',
    '/api/v2/status/',
    '/api/v2/status/x',
    `/api/v5/canister/${TEXT}/call`,
    `/api/v1/canister/${TEXT}/call`,
    `/api/v4/canister/${TEXT}/query`,
    `/api/v2/subnet/${TEXT}/call`,
    `/api/v3/subnet/${TEXT}/call`,
    `/api/v2/subnet/${TEXT}/query`,
    `/api/v4/canister/${TEXT}/read_state`,
    `/api/v2/node/${TEXT}/call`,
    `/api/v2/canister/${TEXT}/install`,
    `/api/v2/canister/${TEXT}/call/`,
    `/api/v2/canister/${TEXT}/call/x/y`,
    `/api/v2/canister/${TEXT}`,
    `//api/v2/status`,
  ];
  for (const path of paths) expect({ path, route: parseApiRoute(path) }).toEqual({ path, route: undefined });
});

it('an id that is no principal is refused with 400, the empty one of the management canister is one', () => {
  for (const id of [
    '',
    'x',
    TEXT.toUpperCase(),
    TEXT.replaceAll('-', ''),
    `${TEXT}a`,
    '%20',
    'a'.repeat(10_000),
  ]) {
    expect(() => parseApiRoute(`/api/v2/canister/${id}/call`)).toThrow(
      expect.objectContaining({ status: 400 }),
    );
  }
  expect(parseApiRoute('/api/v2/canister/aaaaa-aa/call')).toMatchObject({ effective: new Uint8Array() });
});

it('query and origin are no part of the path', () => {
  expect(pathOf('/api/v2/status?x=/y')).toBe('/api/v2/status');
  expect(pathOf('http://localhost:4943/api/v2/status?x')).toBe('/api/v2/status');
  expect(pathOf('HTTPS://x')).toBe('');
  expect(pathOf('*')).toBe('*');
});

it('the API owns /api and what is below it only', () => {
  expect(isApiPath('/api')).toBe(true);
  expect(isApiPath('/api/x')).toBe(true);
  expect(isApiPath('/apis')).toBe(false);
  expect(isApiPath('/')).toBe(false);
});
