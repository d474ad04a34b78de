import { mutateBytes } from '../fuzz/mutate-bytes.ts';
import type { Random } from '../sim/random.ts';

/** A field of a message of which nothing but the encoding is known: bytes that read as a message are one. */
interface Field {
  readonly number: number;
  readonly content: bigint | Uint8Array | Field[];
  readonly width: 0 | 1 | 2 | 5;
}

const DEPTH_MAX = 12;

/** Numbers at which readers of dimensions, types, axes and lengths change their mind. */
const NUMBERS = [
  ...[0n, 1n, 2n, 3n, 7n, 8n, 9n, 16n, 17n, 127n, 128n, 1000n, 1001n, 4096n, 65_536n],
  ...[2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 62n, 2n ** 63n, 2n ** 64n - 1n],
];

/**
 * Changes fields of a message and of those in it, with lengths that fit again: what is wrong lies deeper than bytes changed at
 * random would reach.
 */
export function mutateProtobuf(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const fields = parse(bytes, 0);
  if (fields === undefined) return mutateBytes(bytes, random, others);
  for (let left = 1 + random.below(3); left > 0; left--) mutateOne(fields, random);
  return write(fields);
}

function mutateOne(root: Field[], random: Random): void {
  let list = root;
  for (;;) {
    const inner = list.filter(({ content }) => Array.isArray(content) && content.length > 0);
    if (inner.length === 0 || random.chance(15)) break;
    list = random.pick(inner).content as Field[];
  }
  if (list.length === 0) return;
  const at = random.below(list.length);
  const chosen = list[at]!;
  switch (random.below(6)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.splice(random.below(list.length + 1), 0, chosen);
      break;
    case 2:
      list[at] = { ...chosen, number: random.below(30) };
      break;
    case 3: {
      const other = random.below(list.length);
      list[at] = { ...chosen, content: list[other]!.content, width: list[other]!.width };
      break;
    }
    default:
      list[at] = changed(chosen, random);
  }
}

function changed(field: Field, random: Random): Field {
  if (typeof field.content === 'bigint') return { ...field, content: random.pick(NUMBERS) };
  const bytes = field.content instanceof Uint8Array ? field.content : write(field.content);
  return { ...field, content: mutateBytes(bytes, random, [], 2) };
}

function parse(bytes: Uint8Array, depth: number): Field[] | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint | undefined => {
    let value = 0n;
    for (let shift = 0n; shift < 70n && at < view.length; shift += 7n) {
      const byte = view[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    return undefined;
  };
  while (at < view.length) {
    const key = varint();
    if (key === undefined || key >> 3n === 0n || key >> 3n > 1000n) return undefined;
    const number = Number(key >> 3n);
    const width = Number(key & 7n);
    if (width === 0) {
      const content = varint();
      if (content === undefined) return undefined;
      fields.push({ number, content, width });
      continue;
    }
    const length = width === 1 ? 8n : width === 5 ? 4n : width === 2 ? varint() : undefined;
    if (length === undefined || length > BigInt(view.length - at)) return undefined;
    const content = view.subarray(at, at + Number(length));
    at += Number(length);
    const inner =
      width === 2 && depth < DEPTH_MAX && content.length > 1 ? parse(content, depth + 1) : undefined;
    fields.push({ number, content: inner ?? content, width: width as 1 | 2 | 5 });
  }
  return fields;
}

function write(fields: readonly Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, content, width } of fields) {
    parts.push(varintOf(BigInt(number * 8 + width)));
    if (typeof content === 'bigint') {
      parts.push(varintOf(content));
      continue;
    }
    const bytes = content instanceof Uint8Array ? content : write(content);
    if (width === 2) parts.push(varintOf(BigInt(bytes.length)));
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function varintOf(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
