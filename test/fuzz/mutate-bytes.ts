import type { Random } from '../sim/random.ts';

/** Bytes at which readers of numbers, lengths and tags change their mind. */
const EDGES = [
  0x00, 0x01, 0x17, 0x18, 0x1f, 0x20, 0x3f, 0x40, 0x5f, 0x7f, 0x80, 0x81, 0xc0, 0xdf, 0xfb, 0xfe, 0xff,
];
/** Runs of bytes that stand for lengths at their limits, little and big endian and in LEB128. */
const RUNS = [
  'ffffffff',
  'ffffffff0f',
  '80808080808080808001',
  'ffffffffffffffff7f',
  '7fffffff',
  '00000080',
  '8000',
  'ffff03',
  'ffffffffffffffffff01',
  '1bffffffffffffffff',
  '1b001fffffffffffff',
  '9a00ffffff',
  'ba00ffffff',
  '808080808000',
].map((hex) => Buffer.from(hex, 'hex'));

/** Up to `changes` changes of the bytes; `others` lend pieces of their own. */
export function mutateBytes(
  bytes: Uint8Array,
  random: Random,
  others: readonly Uint8Array[] = [],
  changes = 4,
): Uint8Array {
  let result: Uint8Array = Uint8Array.from(bytes);
  for (let left = 1 + random.below(changes); left > 0; left--) result = mutateOnce(result, random, others);
  return result;
}

function mutateOnce(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const at = random.below(bytes.length + 1);
  const length = Math.min(bytes.length - at, 1 + random.below(random.chance(80) ? 8 : bytes.length + 1));
  switch (random.below(10)) {
    case 0:
      return flipped(bytes, at, 1 << random.below(8));
    case 1:
      return replaced(bytes, at, 1, Uint8Array.of(random.pick(EDGES)));
    case 2:
      return replaced(bytes, at, 1, random.bytes(1));
    case 3:
      return replaced(bytes, at, length, new Uint8Array());
    case 4:
      return replaced(bytes, at, 0, random.bytes(1 + random.below(8)));
    case 5:
      return replaced(bytes, at, random.chance(50) ? 0 : 1, random.pick(RUNS));
    case 6:
      return replaced(bytes, at, 0, bytes.subarray(at, at + length));
    case 7:
      return bytes.slice(0, at);
    case 8: {
      const other = others.length > 0 ? random.pick(others) : bytes;
      const from = random.below(other.length + 1);
      return replaced(
        bytes,
        at,
        random.chance(50) ? length : 0,
        other.subarray(from, from + 1 + random.below(64)),
      );
    }
    default:
      return replaced(bytes, at, 1, Uint8Array.of(((bytes[at] ?? 0) + (random.chance(50) ? 1 : 255)) & 255));
  }
}

function flipped(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const result = Uint8Array.from(bytes);
  if (at < result.length) result[at] = (result[at] as number) ^ mask;
  return result;
}

/** The bytes with `count` of them from `at` on replaced. */
export function replaced(bytes: Uint8Array, at: number, count: number, by: Uint8Array): Uint8Array {
  const end = Math.min(bytes.length, at + count);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(end)]));
}
