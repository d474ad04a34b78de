import type { LookupAddress } from 'node:dns';
import { expect, test } from 'vitest';
import type { Permission } from './allow-list.ts';
import { guardedLookup, refusesAddress } from './guarded-lookup.ts';

const PUBLIC: Permission = { reachesPrivate: false, plainHttp: false };
const PRIVATE: Permission = { reachesPrivate: true, plainHttp: false };

function resolve(hostname: string, permission: Permission): Promise<string[]> {
  return new Promise((done, fail) => {
    guardedLookup(permission)(hostname, { all: true }, (error, addresses) => {
      if (error) fail(error);
      else done((addresses as unknown as LookupAddress[]).map(({ address }) => address));
    });
  });
}

test('a name that stands for this machine is refused unless the permission covers it', async () => {
  await expect(resolve('localhost', PUBLIC)).rejects.toThrow(/private address/);
  expect(['127.0.0.1', '::1']).toContain((await resolve('localhost', PRIVATE))[0]);
  expect(await resolve('localhost', { ...PRIVATE, plainHttp: true })).not.toEqual([]);
});

test('one address is told where one is asked for', async () => {
  const told = await new Promise((done) => {
    guardedLookup(PRIVATE)('localhost', { family: 4 }, (...all) => done(all));
  });
  expect(told).toEqual([null, '127.0.0.1', 4]);
});

test('a name that nobody knows stays unknown', async () => {
  await expect(resolve('no-such-host.invalid', PUBLIC)).rejects.toMatchObject({ syscall: 'getaddrinfo' });
});

test.each([
  ['8.8.8.8', PUBLIC, true],
  ['10.0.0.1', PUBLIC, false],
  ['[::ffff:10.0.0.1]', PUBLIC, false],
  ['10.0.0.1', PRIVATE, true],
  ['10.0.0.1', { ...PRIVATE, plainHttp: true }, false],
  ['127.0.0.1', { ...PRIVATE, plainHttp: true }, true],
  ['name.org', PUBLIC, true],
] as const)('the address %s under %j may be reached: %s', (host, permission, isReachable) => {
  expect(refusesAddress(host, permission) === undefined).toBe(isReachable);
});
