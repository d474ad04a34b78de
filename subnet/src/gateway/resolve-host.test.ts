import { describe, expect, it } from 'vitest';
import { parsePrincipal } from '../principal.ts';
import { canisterInQuery, isOwnHost, resolveHost } from './resolve-host.ts';

const ID = 'rwlgt-iiaaa-aaaaa-aaaaa-cai';
const canister = parsePrincipal(ID);
const names = new Map([
  ['portal', canister as Uint8Array],
  ['www.example.pk', canister as Uint8Array],
]);
const sites = new Set(['id.ai.localhost', 'sign-in.example.pk']);
const resolve = (host: string | undefined, domains = ['localhost']) =>
  resolveHost(host, { domains, names, sites });

describe('resolveHost', () => {
  it.each([`${ID}.localhost`, `${ID}.localhost:4943`, `${ID.toUpperCase()}.LOCALHOST.`, 'portal.localhost'])(
    '%s is the canister, verified',
    (host) => expect(resolve(host)).toEqual({ kind: 'canister', canister, raw: false }),
  );

  it.each([`${ID}.raw.localhost`, 'portal.raw.localhost:1'])('%s is the canister, raw', (host) =>
    expect(resolve(host)).toEqual({ kind: 'canister', canister, raw: true }),
  );

  it.each([undefined, '', 'localhost', 'localhost:80', '127.0.0.1:4943', '[::1]:4943', '10.1.2.3'])(
    '%s is the root',
    (host) => expect(resolve(host)).toEqual({ kind: 'root' }),
  );

  it.each([
    ['id.ai.localhost', 'id.ai.localhost'],
    ['ID.ai.localhost.:4943', 'id.ai.localhost'],
    ['sign-in.example.pk:80', 'sign-in.example.pk'],
  ])('%s is a site of its own', (host, known) =>
    expect(resolve(host)).toEqual({ kind: 'site', host: known }),
  );

  it.each([
    'attacker.example',
    `${ID}.example`,
    ID,
    'raw.localhost',
    'nobody.localhost',
    'ai.localhost',
    'id.ai',
    'x.id.ai.localhost',
    `x.${ID}.localhost`,
    'aaaaa-aa.localhost',
    `${ID.slice(0, -1)}j.localhost`,
    `${ID}.localhost/`,
    'local host',
    `${'a'.repeat(300)}.localhost`,
  ])('%s is unknown', (host) => expect(resolve(host)).toEqual({ kind: 'unknown' }));

  it('knows whole names and other domains', () => {
    expect(resolve('www.example.pk:443').kind).toBe('canister');
    expect(resolve(`${ID}.cloud.pk`, ['cloud.pk']).kind).toBe('canister');
    expect(resolve('cloud.pk', ['cloud.pk']).kind).toBe('root');
    expect(resolve(`${ID}.localhost`, ['cloud.pk']).kind).toBe('unknown');
  });
});

describe('canisterInQuery', () => {
  it('reads the parameter, wherever it stands', () => {
    expect(canisterInQuery(`/?canisterId=${ID}`)).toEqual(canister);
    expect(canisterInQuery(`/a/b?x=1&canisterId=${ID}&y`)).toEqual(canister);
    expect(canisterInQuery('/?canisterid=x')).toBeUndefined();
    expect(canisterInQuery('/')).toBeUndefined();
    for (const id of ['', 'aaaaa-aa', 'x', `${ID}${ID}`]) {
      expect(canisterInQuery(`/?canisterId=${id}`)).toBe('invalid');
    }
  });
});

describe('isOwnHost', () => {
  const isOwn = (host: string | undefined) => isOwnHost(host, { domains: ['gov.pk'], names, sites });

  it.each([
    undefined,
    'localhost:4943',
    'LOCALHOST.',
    'any.thing.localhost',
    '127.0.0.1:4943',
    '[::1]',
    '192.168.1.5',
    'gov.pk',
    'any.gov.pk:80',
    'www.example.pk',
    'sign-in.example.pk',
  ])('%s is', (host) => expect(isOwn(host)).toBe(true));

  it.each([
    'attacker.example',
    'localhost.attacker.example',
    'notlocalhost',
    'evilgov.pk',
    'example.pk',
    'a b',
  ])('%s is not', (host) => expect(isOwn(host)).toBe(false));
});
