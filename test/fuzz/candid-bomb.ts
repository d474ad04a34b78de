import type { Random } from '../sim/random.ts';

const MAGIC = Buffer.from('DIDL');
const SIZES = [1, 10, 1_000, 65_535, 1_000_000, 100_000_000, 4_294_967_295, 2 ** 40];
const [NULL, NAT, NAT8, TEXT, RESERVED, OPT, VEC, RECORD, VARIANT] = [
  0x7f, 0x7d, 0x7b, 0x71, 0x70, 0x6e, 0x6d, 0x6c, 0x6b,
];

/** A Candid message that is small and says that it is large, or deep. Source: Candid specification, "Binary format". */
export function candidBomb(random: Random): Uint8Array {
  const size = leb(random.pick(SIZES));
  const count = random.pick([1, 50, 200, 2_000]);
  switch (random.below(9)) {
    case 0: // A vector of nulls, of reserved or of empty records.
      return message([[VEC, random.pick([NULL, RESERVED])]], [0], size);
    case 1:
      return message(
        [
          [VEC, 1],
          [RECORD, 0],
        ],
        [0],
        size,
      );
    case 2: // Vectors of vectors.
      return message(chain(count, VEC), [0], Buffer.concat(Array.from({ length: 8 }, () => size)));
    case 3: // Optional values inside optional values.
      return message(chain(count, OPT), [0], Buffer.alloc(count, 1));
    case 4: // A record that holds itself, and a list that does.
      return message([[random.pick([RECORD, VARIANT]), 1, 0, 0]], [0], Buffer.alloc(random.below(64)));
    case 5:
      return message([[OPT, 0]], [0], Buffer.alloc(count, 1));
    case 6: // Records of two of the one before: values double with each type.
      return message(doubling(Math.min(count, 60)), [Math.min(count, 60)], Buffer.alloc(0));
    case 7: // A number, a text or a blob without an end.
      return message(
        [[VEC, NAT8]],
        [random.pick([NAT, TEXT, 0])],
        Buffer.concat([size, Buffer.alloc(random.below(5_000), random.pick([0x80, 0xff, 0x41]))]),
      );
    default: // A table or a list of arguments that claims to be long.
      return Buffer.concat([
        MAGIC,
        random.chance(50) ? size : Buffer.of(0),
        size,
        Buffer.alloc(random.below(5_000), NULL),
      ]);
  }
}

function message(
  types: readonly (readonly number[])[],
  parts: readonly number[],
  values: Uint8Array,
): Uint8Array {
  const table = types.map((type) => Buffer.concat(type.map((number) => leb(number))));
  const codes = parts.map((part) => leb(part));
  return new Uint8Array(
    Buffer.concat([MAGIC, leb(types.length), ...table, leb(parts.length), ...codes, values]),
  );
}

/** Types of which each holds the next; the last holds null. */
function chain(count: number, code: number): number[][] {
  return Array.from({ length: count }, (_, at) => [code, at + 1 < count ? at + 1 : NULL]);
}

function doubling(count: number): number[][] {
  return Array.from({ length: count + 1 }, (_, at) =>
    at === 0 ? [RECORD, 0] : [RECORD, 2, 0, at - 1, 1, at - 1],
  );
}

/** Codes of plain types are one byte as they are; indexes and sizes are LEB128. */
function leb(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  if (value >= 0x6b && value <= 0x7f) return Buffer.of(value);
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}
