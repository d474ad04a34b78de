import { describe, expect, it } from 'vitest';
import { MapImage, replaceMaps } from './stable-image.ts';
import type { ImageRow } from './stable-image.ts';

const CHUNK_HEADER_BYTES = 16;
const PAGE_BYTES = 1_024;

function rowsOf(count: number, valueBytes: number): ImageRow[] {
  return Array.from({ length: count }, (_, at) => {
    const key = Buffer.alloc(5);
    key.writeUInt32BE(at, 1);
    return { key, value: Buffer.alloc(valueBytes, at) };
  });
}

/** Walks the map as the layout says and answers its keys in order. */
function keysOf(image: MapImage): string[] {
  image.finish();
  const memory = Buffer.concat(image.buckets as Buffer[]);
  const nodeAt = (address: number): Buffer => {
    expect(memory.toString('latin1', address - CHUNK_HEADER_BYTES, address - CHUNK_HEADER_BYTES + 3)).toBe(
      'CHK',
    );
    const parts = [memory.subarray(address, address + PAGE_BYTES)];
    let next = Number(memory.readBigUInt64LE(address + 7));
    while (next !== 0) {
      parts.push(memory.subarray(next + 11, next + PAGE_BYTES));
      next = Number(memory.readBigUInt64LE(next + 3));
    }
    return Buffer.concat(parts);
  };
  const walk = (address: number): string[] => {
    const node = nodeAt(address);
    const count = node.readUInt16LE(5);
    const children = node[4] === 1 ? count + 1 : 0;
    let at = 15 + children * 8;
    const below = Array.from({ length: children }, (_, child) =>
      walk(Number(node.readBigUInt64LE(15 + child * 8))),
    );
    const keys = [...(below[0] ?? [])];
    for (let entry = 0; entry < count; entry += 1) {
      const size = node.readUInt32LE(at);
      keys.push(node.toString('hex', at + 4, at + 4 + size), ...(below[entry + 1] ?? []));
      at += 4 + size;
    }
    return keys;
  };
  return walk(Number(memory.readBigUInt64LE(12)));
}

describe('image of a stable map', () => {
  it.each([
    [1, 10],
    [8, 10],
    [9, 10],
    [10, 2_000],
    [81, 10],
    [500, 700],
  ])('of %i rows with values of %i bytes holds every key in order', (count, valueBytes) => {
    const rows = rowsOf(count, valueBytes);
    const image = new MapImage();
    for (const row of rows) image.add(row);
    expect(keysOf(image)).toEqual(rows.map(({ key }) => Buffer.from(key).toString('hex')));
    expect(image.length).toBe(count);
  });

  it('takes the buckets that the memory had, and new ones at the end', () => {
    const first = Buffer.alloc(65_536, 0xff);
    first.fill(0, 0, 2_080);
    first.writeUInt16LE(2, 4);
    first[2_080] = 9;
    first[2_081] = 1;
    const image = new MapImage();
    for (const row of rowsOf(3_000, 3_000)) image.add(row);
    const { pages, sizeBytes } = replaceMaps(first, new Map([[1, image]]));
    const [[, header] = [0, Buffer.alloc(0)]] = [...pages];
    const owners = Buffer.concat([header]).subarray(2_080, 2_080 + image.buckets.length + 1);
    expect([...owners]).toEqual([9, ...image.buckets.map(() => 1)]);
    expect(sizeBytes).toBe(65_536 + (image.buckets.length + 1) * 8_388_608);
  });
});
