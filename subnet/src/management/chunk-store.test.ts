import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PrincipalKey } from '../principal.ts';
import { newCanister, of, ok, refused } from './call-in-tests.ts';
import { InMemoryHost } from './in-memory-host.ts';

let host: InMemoryHost;
let key: PrincipalKey;

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
});

const MIB = 1_048_576;

describe('upload_chunk', () => {
  test('a full chunk passes, one byte more is refused; the hash is that of the bytes', async () => {
    const chunk = new Uint8Array(MIB).fill(1);
    const { hash } = (await ok(host, 'upload_chunk', { ...of(key), chunk })) as { hash: Uint8Array };
    expect(Buffer.from(hash)).toEqual(createHash('sha256').update(chunk).digest());
    expect(await refused(host, 'upload_chunk', { ...of(key), chunk: new Uint8Array(MIB + 1) })).toBe(
      'IC0504: Error from Wasm chunk store: Wasm chunk size 1048577 exceeds the maximum chunk size of 1048576.',
    );
  });

  test('100 chunks fit, the next does not; one that is there already still does', async () => {
    const put = (n: number) => ({ ...of(key), chunk: Uint8Array.of(n >> 8, n & 255) });
    for (let n = 0; n < 100; n++) await ok(host, 'upload_chunk', put(n));
    expect(await refused(host, 'upload_chunk', put(100))).toBe(
      'IC0504: Error from Wasm chunk store: Wasm chunk store has already reached maximum capacity of 104857600 ' +
        'bytes or the maximum number of entries, 100.',
    );
    await ok(host, 'upload_chunk', put(99));
    expect(host.chunkBytes.size).toBe(100);
  });
});

describe('stored_chunks and clear_chunk_store', () => {
  test('list what was uploaded, by hash, and forget it for this canister only', async () => {
    const other = await newCanister(host);
    const hashes: string[] = [];
    for (const canister of [key, other]) {
      for (const byte of [3, 1, 2]) {
        const argument = { ...of(canister), chunk: Uint8Array.of(byte) };
        const { hash } = (await ok(host, 'upload_chunk', argument)) as { hash: Uint8Array };
        if (canister === key) hashes.push(Buffer.from(hash).toString('hex'));
      }
    }
    const stored = async (canister: PrincipalKey) => {
      const list = (await ok(host, 'stored_chunks', of(canister))) as { hash: Uint8Array }[];
      return list.map(({ hash }) => Buffer.from(hash).toString('hex'));
    };
    expect(await stored(key)).toEqual([...hashes].sort());
    await ok(host, 'clear_chunk_store', of(key));
    expect(await stored(key)).toEqual([]);
    expect(await stored(other)).toHaveLength(3);
    expect(host.chunkBytes.size).toBe(3);
  });
});
