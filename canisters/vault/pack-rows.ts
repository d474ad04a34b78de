import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';

/** A row by its name within the bucket; without a value it is gone. */
export interface BucketRow {
  readonly name: Uint8Array;
  readonly value: Uint8Array | undefined;
}

/**
 * Rows one after another: size of the name in 2 bytes, the name, then 0 when the row is gone, or 1, size of the value in
 * 4 bytes, the value.
 */
export function packRows(rows: readonly BucketRow[]): Uint8Array {
  const writer = new ByteWriter();
  for (const { name, value } of rows) {
    writer
      .u8(name.length >> 8)
      .u8(name.length & 0xff)
      .raw(name);
    writer.optional(value, (bytes) => writer.bytes(bytes));
  }
  return writer.finish();
}

/** The rows of {@link packRows}. Errors: InvariantError for bytes that end within a row. */
export function* unpackRows(bytes: Uint8Array): Generator<BucketRow> {
  const reader = new ByteReader(bytes);
  while (!reader.isAtEnd) {
    const name = reader.raw((reader.u8() << 8) | reader.u8());
    yield { name, value: reader.optional(() => reader.bytes()) };
  }
}
