import { IDL } from '@dfinity/candid';
import { CallFailed } from '../call-failed.ts';
import type { ExportPart } from '../generated/vault.ts';
import { recordTypes } from '../generated/vault-records.ts';

/** Units: bytes of rows in one part; a part may have 524,288 bytes with everything around them. */
const PART_ROWS_SIZE_BYTES_MAX = 400_000;

/** What a row needs beside its blobs, at most. Units: bytes. */
const ROW_OVERHEAD_SIZE_BYTES = 64;

const MAGIC = new TextEncoder().encode('indus-export-1\n');
const SIZE_BYTES = 4;

/** Rows in parts that a vault takes, in order. Bounds: rows of up to 256 KiB. */
export function encodeExportParts(rows: ExportPart['rows']): Uint8Array[] {
  const parts: ExportPart['rows'][] = [[]];
  let sizeBytes = 0;
  for (const row of rows) {
    const rowSizeBytes = sizeOf(row);
    if (sizeBytes > 0 && sizeBytes + rowSizeBytes > PART_ROWS_SIZE_BYTES_MAX) {
      parts.push([]);
      sizeBytes = 0;
    }
    parts.at(-1)?.push(row);
    sizeBytes += rowSizeBytes;
  }
  return parts.map(
    (part, number) => new Uint8Array(IDL.encode([recordTypes.ExportPart], [{ number, rows: part }])),
  );
}

/** Parts as one file: a line that names the form, then each part behind its size in four bytes, big-endian. */
export function packExport(parts: readonly Uint8Array[]): Uint8Array {
  const sizeBytes = parts.reduce((sum, part) => sum + SIZE_BYTES + part.length, MAGIC.length);
  const file = new Uint8Array(sizeBytes);
  file.set(MAGIC);
  let at = MAGIC.length;
  for (const part of parts) {
    new DataView(file.buffer).setUint32(at, part.length);
    file.set(part, at + SIZE_BYTES);
    at += SIZE_BYTES + part.length;
  }
  return file;
}

/** The parts of a file of {@link packExport}. Errors: CallFailed `invalid_input`. */
export function unpackExport(file: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  let at = MAGIC.length;
  if (!MAGIC.every((byte, position) => file[position] === byte)) refuse('expected a file of an export');
  while (at < file.length) {
    if (at + SIZE_BYTES > file.length) refuse('expected a whole file, got one that was cut off');
    const end = at + SIZE_BYTES + view.getUint32(at);
    if (end > file.length) refuse('expected a whole file, got one that was cut off');
    parts.push(file.slice(at + SIZE_BYTES, end));
    at = end;
  }
  return parts;
}

function sizeOf(row: ExportPart['rows'][number]): number {
  if ('head' in row) return row.head.length + ROW_OVERHEAD_SIZE_BYTES;
  if ('item' in row) return row.item.bytes.length + ROW_OVERHEAD_SIZE_BYTES;
  if ('body' in row) return row.body.body.length + row.body.salt.length + ROW_OVERHEAD_SIZE_BYTES;
  return row.leaf.bytes.length + (row.leaf.revealed[0]?.length ?? 0) + ROW_OVERHEAD_SIZE_BYTES;
}

function refuse(message: string): never {
  throw new CallFailed('invalid_input', message);
}
