import type { Random } from '../sim/random.ts';

/** A data item as it is written, well-formed or not: the encoder here knows nothing of the subnet's. */
export type CborItem =
  | { readonly kind: 'number'; readonly major: 0 | 1; readonly value: bigint; readonly width?: Width }
  | {
      readonly kind: 'bytes' | 'text';
      readonly value: Uint8Array;
      readonly chunks?: boolean;
      readonly width?: Width;
    }
  | {
      readonly kind: 'array';
      readonly items: readonly CborItem[];
      readonly open?: boolean;
      readonly width?: Width;
    }
  | {
      readonly kind: 'map';
      readonly entries: readonly (readonly [CborItem, CborItem])[];
      readonly open?: boolean;
      readonly width?: Width;
    }
  | { readonly kind: 'tag'; readonly tag: bigint; readonly item: CborItem }
  | { readonly kind: 'raw'; readonly bytes: Uint8Array };

/** Bytes in which an argument is written, where that is not the least. */
export type Width = 1 | 2 | 4 | 8;

/** Writes an item. Source: RFC 8949, section 3. */
export function writeItem(item: CborItem): Buffer {
  switch (item.kind) {
    case 'number':
      return head(item.major, item.value, item.width);
    case 'bytes':
    case 'text': {
      const major = item.kind === 'bytes' ? 2 : 3;
      if (item.chunks !== true)
        return Buffer.concat([head(major, BigInt(item.value.length), item.width), item.value]);
      const half = item.value.length >> 1;
      const parts = [item.value.subarray(0, half), item.value.subarray(half)];
      const chunks = parts.flatMap((part) => [head(major, BigInt(part.length)), part]);
      return Buffer.concat([Uint8Array.of((major << 5) | 31), ...chunks, Uint8Array.of(255)]);
    }
    case 'array':
      return list(4, item.items.length, item.items.map(writeItem), item);
    case 'map':
      return list(5, item.entries.length, item.entries.flat().map(writeItem), item);
    case 'tag':
      return Buffer.concat([head(6, item.tag), writeItem(item.item)]);
    case 'raw':
      return Buffer.from(item.bytes);
  }
}

function list(
  major: number,
  count: number,
  parts: readonly Uint8Array[],
  { open, width }: { readonly open?: boolean; readonly width?: Width },
): Buffer {
  if (open !== true) return Buffer.concat([head(major, BigInt(count), width), ...parts]);
  return Buffer.concat([Uint8Array.of((major << 5) | 31), ...parts, Uint8Array.of(255)]);
}

function head(major: number, value: bigint, width?: Width): Buffer {
  const least: Width | 0 =
    value < 24n ? 0 : value < 256n ? 1 : value < 65_536n ? 2 : value < 1n << 32n ? 4 : 8;
  const size = width !== undefined && width > least ? width : least;
  if (size === 0) return Buffer.of((major << 5) | Number(value));
  const bytes = Buffer.alloc(9);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value), 1);
  bytes[8 - size] = (major << 5) | (24 + Math.log2(size));
  return bytes.subarray(8 - size);
}

const NUMBERS = [
  0n,
  1n,
  23n,
  24n,
  255n,
  256n,
  65_535n,
  65_536n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 64n - 1n,
];
const WIDTHS: readonly (Width | undefined)[] = [undefined, undefined, undefined, 1, 2, 4, 8];
const TEXTS = [
  '',
  'a',
  'content',
  'sender_pubkey',
  'ingress_expiry',
  'ÿ',
  '\u{1f600}',
  'x'.repeat(25),
  '\u0000',
];
const ODD = [
  'f97e00',
  'fb3ff0000000000000',
  'f818',
  'ff',
  '1c',
  '5c',
  'e0',
  'c1',
  '61ff',
  '7f6161ff',
  'd9d9f7',
];

/** A random item; `valid` keeps to what the subnet promises to read. */
export function randomItem(random: Random, valid: boolean, depth = 0): CborItem {
  const width = random.pick(WIDTHS);
  const sized = width === undefined ? {} : { width };
  const kinds = depth > 5 ? 5 : 8;
  if (!valid && random.chance(4)) return { kind: 'raw', bytes: Buffer.from(random.pick(ODD), 'hex') };
  switch (random.below(kinds)) {
    case 0:
    case 1:
      return { kind: 'number', major: random.chance(50) ? 0 : 1, value: random.pick(NUMBERS), ...sized };
    case 2:
      return { kind: 'bytes', value: random.bytes(random.below(40)), chunks: random.chance(15), ...sized };
    case 3:
      return { kind: 'text', value: Buffer.from(random.pick(TEXTS)), ...sized };
    case 4:
      return random.chance(30)
        ? {
            kind: 'tag',
            tag: random.chance(50) ? 2n : 3n,
            item: { kind: 'bytes', value: random.bytes(random.below(12)) },
          }
        : { kind: 'raw', bytes: Uint8Array.of(0xf4 + random.below(4)) };
    case 5:
    case 6: {
      const items = Array.from({ length: random.below(5) }, () => randomItem(random, valid, depth + 1));
      return { kind: 'array', items, open: random.chance(20), ...sized };
    }
    default: {
      const entries = Array.from({ length: random.below(5) }, (_, at) => {
        const name = valid ? `${random.pick(TEXTS)}${at}` : random.pick(TEXTS);
        const key: CborItem = { kind: 'text', value: Buffer.from(name) };
        return [key, randomItem(random, valid, depth + 1)] as const;
      });
      return { kind: 'map', entries, open: random.chance(20), ...sized };
    }
  }
}
