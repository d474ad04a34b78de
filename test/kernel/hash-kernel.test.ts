import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startHashingCanister } from './hashing-canister.ts';
import type { HashingCanister, HashingMethods } from './hashing-canister.ts';

const MAGIC = new TextEncoder().encode('indus/sha256 k1\n');
const HASH = 1;
const FOLD = 2;

let canister: HashingCanister;
let methods: HashingMethods;

beforeAll(async () => {
  canister = await startHashingCanister();
  methods = canister.methods;
});
afterAll(() => canister[Symbol.asyncDispose]());

function nodeHash(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function patterned(size: number, seed = 0): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => (index * 131 + seed * 29 + (index >> 8)) & 0xff);
}

/** A request as the kernel reads it, with as many bytes after the header. */
function requestOf(operation: number, amount: number, kind: number, body: Uint8Array): Uint8Array {
  const request = new Uint8Array(64 + body.length);
  request.set(MAGIC);
  const view = new DataView(request.buffer);
  view.setUint32(16, operation, true);
  view.setUint32(20, amount, true);
  view.setUint32(24, kind, true);
  request.set(body, 64);
  return request;
}

const trapped = /IC0502/;

describe('sha256 in a canister with the kernel', () => {
  // FIPS 180-4 examples of NIST (one block, two blocks, a million letters) and the empty message.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('gives the published hash (%#)', async (message, hash) => {
    const bytes = new TextEncoder().encode(message);
    expect(Buffer.from(await methods.hash(bytes)).toString('hex')).toBe(hash);
    expect(Buffer.from(await methods.hash_in_update(bytes)).toString('hex')).toBe(hash);
  });

  it('agrees with Node at every length from 0 to 4096', async () => {
    const message = patterned(4_096);
    for (let from = 0; from <= 4_096; from += 1_025) {
      const to = Math.min(from + 1_025, 4_097);
      const hashes = await methods.hash_lengths(message, from, to);
      const expected = Array.from({ length: to - from }, (_, index) =>
        nodeHash(message.subarray(0, from + index)),
      );
      expect(Buffer.from(hashes).equals(Buffer.concat(expected))).toBe(true);
    }
  });

  it('agrees with Node on arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (message) => {
        expect(Buffer.from(await methods.hash(message))).toEqual(nodeHash(message));
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it('works in init, postUpgrade, timers and inspectMessage', async () => {
    const inHook = nodeHash(Uint8Array.of(1, 2, 3));
    for (const round of ['install', 'upgrade'] as const) {
      if (round === 'upgrade') await canister.upgrade();
      await methods.hash_in_update(new Uint8Array(0));
      await methods.hash_in_update(new Uint8Array(0));
      const [hook, timer] = await methods.hooks();
      expect([Buffer.from(hook), Buffer.from(timer)]).toEqual([inHook, nodeHash(inHook)]);
    }
    const message = patterned(300);
    await methods.inspected(message, nodeHash(message));
    await expect(methods.inspected(message, nodeHash(message, message))).rejects.toThrow();
  });
});

describe('a fold in a canister with the kernel', () => {
  const forkPrefix = new TextEncoder().encode('\x10ic-hashtree-fork');
  it.each([
    ['fork', forkPrefix],
    ['node', Uint8Array.of(1)],
  ] as const)('agrees with Node level by level: %s', async (kind, prefix) => {
    for (const count of [0, 1, 2, 20, 200]) {
      const levels = patterned(count * 65, count);
      for (let level = 0; level < count; level += 1) levels[level * 65] = (level * 7 + (level >> 1)) & 1;
      const expected: Uint8Array[] = [];
      let hash: Uint8Array = patterned(32, 99);
      for (let level = 0; level < count; level += 1) {
        const pair = levels.slice(level * 65 + 1, level * 65 + 65);
        pair.set(hash, (levels[level * 65] as number) * 32);
        hash = nodeHash(prefix, pair);
        expected.push(pair);
      }
      const answer = await methods.fold_levels(kind, patterned(32, 99), levels);
      expect(Buffer.from(answer).equals(Buffer.concat([...expected, hash]))).toBe(true);
    }
  });
});

describe('a request to the kernel', () => {
  it('is answered at any alignment and writes nothing outside its bytes', async () => {
    const message = patterned(119);
    for (let offset = 0; offset < 9; offset += 1) {
      const request = requestOf(HASH, message.length, 0, Buffer.concat([message, new Uint8Array(72)]));
      const buffer = Buffer.from(await methods.request(request, offset, request.length + 16));
      expect(buffer.subarray(offset + 32, offset + 64)).toEqual(nodeHash(message));
      expect(buffer.subarray(offset, offset + 32)).toEqual(Buffer.from(request.subarray(0, 32)));
      expect(buffer.subarray(offset + 64, offset + 64 + 119)).toEqual(Buffer.from(message));
      const outside = [...buffer.subarray(0, offset), ...buffer.subarray(offset + request.length)];
      expect(outside.every((byte) => byte === 0xee)).toBe(true);
    }
  });

  it.each([
    ['a hash with room for its padding', requestOf(HASH, 10, 0, new Uint8Array(82)), true],
    ['a hash with a byte less', requestOf(HASH, 10, 0, new Uint8Array(81)), false],
    ['a fold with room for its work', requestOf(FOLD, 1, 1, new Uint8Array(193)), true],
    ['a fold with a byte less', requestOf(FOLD, 1, 1, new Uint8Array(192)), false],
    ['a fold of nodes', requestOf(FOLD, 0, 1, new Uint8Array(128)), true],
    ['a fold of an unknown kind', requestOf(FOLD, 0, 2, new Uint8Array(128)), false],
    ['a level with a third side', requestOf(FOLD, 1, 0, new Uint8Array(193).fill(2)), false],
    ['an operation below the first', requestOf(0, 0, 0, new Uint8Array(200)), false],
    ['an operation after the last', requestOf(3, 0, 0, new Uint8Array(200)), false],
    ['the largest message size', requestOf(HASH, 0xffff_ffff, 0, new Uint8Array(200)), false],
    ['the largest number of levels', requestOf(FOLD, 0xffff_ffff, 0, new Uint8Array(200)), false],
    ['a header without its last byte', requestOf(HASH, 0, 0, new Uint8Array(0)).subarray(0, 63), false],
    ['33 bytes with the magic', Uint8Array.of(...MAGIC, ...new Uint8Array(17)), false],
  ])('%s', async (_name, request, isAnswered) => {
    const outcome = methods.request(request, 1, request.length + 2);
    if (isAnswered) expect(await outcome).toHaveLength(request.length + 2);
    else await expect(outcome).rejects.toThrow(trapped);
  });

  it('with another magic reaches the system call', async () => {
    const request = requestOf(HASH, 10, 0, new Uint8Array(82)).fill(0x20, 15, 16);
    await expect(methods.certify(request)).rejects.toThrow('no larger than 32 bytes. Found 146 bytes');
    await expect(methods.request(request, 0, request.length)).rejects.toThrow('"ic0_certified_data_set"');
  });
});

describe('certifiedDataSet behind the kernel', () => {
  it.each([0, 1, 31, 32])('certifies %i bytes', async (size) => {
    const data = patterned(size, 77);
    await methods.certify(data);
    const [certificate] = await methods.certificate();
    expect(Buffer.from(certificate as Uint8Array).includes(Buffer.from(data))).toBe(true);
  });

  it('certifies 32 bytes that begin with the magic', async () => {
    const data = Uint8Array.of(...MAGIC, ...patterned(16));
    await methods.certify(data);
    const [certificate] = await methods.certificate();
    expect(Buffer.from(certificate as Uint8Array).includes(Buffer.from(data))).toBe(true);
  });

  it('refuses 33 bytes, and keeps what was certified', async () => {
    const data = patterned(32, 3);
    await methods.certify(data);
    await expect(methods.certify(patterned(33, 4))).rejects.toThrow(
      'no larger than 32 bytes. Found 33 bytes',
    );
    const [certificate] = await methods.certificate();
    expect(Buffer.from(certificate as Uint8Array).includes(Buffer.from(data))).toBe(true);
  });
});

describe('the build', () => {
  it('tells the hash of the kernel', () => {
    expect(canister.kernelSha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('instructions', () => {
  it('of a certified map and a log stay within their budgets', async () => {
    await methods.fill(500);
    const costs = { put: 0n, append: 0n, 'log root': 0n };
    for (const operation of ['put', 'append', 'log root'] as const)
      costs[operation] = await methods.cost(operation, 3);
    console.info('instructions at 500 keys', costs);
    expect(costs.put).toBeLessThan(4_000_000n);
    expect(costs.append).toBeLessThan(1_800_000n);
    expect(costs['log root']).toBeLessThan(1_800_000n);
  });

  it('of hashing stay within their budgets', async () => {
    const costs: Record<string, number> = {};
    const count = async (operation: string, amount: number) => {
      const nothing = await methods.cost('nothing', 0);
      const cost = Number((await methods.cost(operation, amount)) - nothing);
      costs[`${operation} ${amount}`] = cost;
      return cost;
    };
    const one = await count('hash', 64);
    const many = await count('hash', 64 * 101);
    costs['block'] = (many - one) / 100;
    const folded = await count('fold', 1);
    costs['level'] = ((await count('fold', 21)) - folded) / 20;
    console.info('instructions', {
      ...costs,
      call: await count('hash', 0),
      '1 KiB': await count('hash', 1_024),
      fork: await count('fork', 0),
      '20 levels': await count('fold', 20),
    });
    expect(costs['block']).toBeLessThan(5_100);
    expect(costs['level']).toBeLessThan(10_500);
    expect(costs['hash 0']).toBeLessThan(32_000);
    expect(costs['hash 1024']).toBeLessThan(115_000);
    expect(costs['fold 20']).toBeLessThan(245_000);
  });
});
