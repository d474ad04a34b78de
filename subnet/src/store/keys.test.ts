import fc from 'fast-check';
import { expect, it } from 'vitest';
import { principalKey, type PrincipalKey } from '../principal.ts';
import * as keys from './keys.ts';

const ID = principalKey(Uint8Array.of(0, 0, 0, 0, 0, 16, 0, 0, 1, 1));
const HASH = 'ab'.repeat(32);

it('every key has its published form', () => {
  expect(keys.canisterKey(ID)).toBe('canister/00000000001000000101');
  expect(keys.heapPageKey(ID, 255)).toBe('heap/00000000001000000101/000000ff');
  expect(keys.stablePageKey(ID, 0)).toBe('stable/00000000001000000101/00000000');
  expect(keys.globalsKey(ID)).toBe('globals/00000000001000000101');
  expect(keys.moduleKey(HASH)).toBe(`module/${HASH}`);
  expect(keys.chunkKey(ID, HASH)).toBe(`chunk/00000000001000000101/${HASH}`);
  expect(keys.requestKey(1_700_000_000_000_000_000n, HASH)).toBe(`request/17979cfe362a0000/${HASH}`);
  expect(keys.metaKey('height')).toBe('meta/height');
});

it('keys of pages and requests sort as their numbers do', () => {
  const page = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(fc.property(page, page, (a, b) => keys.heapPageKey(ID, a) < keys.heapPageKey(ID, b) === a < b));
  const time = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(fc.property(time, time, (a, b) => keys.requestKey(a, HASH) < keys.requestKey(b, HASH) === a < b));
});

it('the page number that went into a key comes out of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 29 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (id, page) => {
      const key = principalKey(id);
      expect(keys.pageOfKey(keys.heapPageKey(key, page))).toBe(page);
      expect(keys.pageOfKey(keys.stablePageKey(key, page))).toBe(page);
    }),
  );
});

it('the prefix of one canister never names the pages of another', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 29 }), fc.uint8Array({ maxLength: 29 }), (a, b) => {
      const [first, second] = [principalKey(a), principalKey(b)];
      fc.pre(first !== second);
      expect(keys.heapPageKey(second, 0).startsWith(keys.heapPrefix(first))).toBe(false);
      expect(keys.stablePageKey(second, 0).startsWith(keys.stablePrefix(first))).toBe(false);
      expect(keys.chunkKey(second, HASH).startsWith(keys.chunkPrefix(first))).toBe(false);
    }),
  );
});

it('the last page and expiry have a key, the next have none', () => {
  expect(keys.heapPageKey(ID, 2 ** 32 - 1)).toMatch(/ffffffff$/);
  expect(() => keys.heapPageKey(ID, 2 ** 32)).toThrow('invariant broken');
  expect(() => keys.heapPageKey(ID, -1)).toThrow('invariant broken');
  expect(() => keys.heapPageKey(ID, 0.5)).toThrow('invariant broken');
  expect(keys.requestKey(2n ** 64n - 1n, HASH)).toContain('/ffffffffffffffff/');
  expect(() => keys.requestKey(2n ** 64n, HASH)).toThrow('invariant broken');
});

it('a part that could break out of its place is our own mistake', () => {
  for (const bad of ['../x', 'AB', 'abc', 'a/']) {
    expect(() => keys.heapPrefix(bad as PrincipalKey)).toThrow('invariant broken');
  }
  expect(() => keys.moduleKey('ab')).toThrow('invariant broken');
  expect(() => keys.metaKey('a/b')).toThrow('invariant broken');
});
