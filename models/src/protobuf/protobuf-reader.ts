/** A file that is not what its format says. */
export class MalformedFile extends Error {
  override readonly name = 'MalformedFile';
}

/** One field of a message: whole numbers as `bigint`, everything else as its bytes. */
export interface ProtobufField {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/**
 * The fields of a message of Protocol Buffers in the order of the file.
 * Errors: {@link MalformedFile} at the field that is cut off or has an unknown wire type.
 */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
  let at = 0;
  const varint = (): bigint => {
    const [value, next] = readVarint(bytes, at);
    at = next;
    return value;
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at)
      throw new MalformedFile(`expected ${length} bytes at ${at}, got ${bytes.length - at}`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(Number(varint())) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw new MalformedFile(`expected a wire type of 0, 1, 2 or 5 at ${at}, got ${key % 8}`);
    }
  }
}

/** Whole numbers of a repeated field, packed or single. */
export function repeatedInts(value: bigint | Uint8Array): bigint[] {
  if (typeof value === 'bigint') return [value];
  const values: bigint[] = [];
  for (let at = 0; at < value.length;) {
    const [next, end] = readVarint(value, at);
    values.push(next);
    at = end;
  }
  return values;
}

function readVarint(bytes: Uint8Array, start: number): readonly [value: bigint, end: number] {
  let value = 0n;
  for (let at = start, shift = 0n; shift < 70n; at++, shift += 7n) {
    const byte = bytes[at];
    if (byte === undefined) break;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return [BigInt.asUintN(64, value), at + 1];
  }
  throw new MalformedFile(`expected a number at ${start}, got one that does not end`);
}
