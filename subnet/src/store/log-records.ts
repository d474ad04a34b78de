import { assert } from '../assert.ts';

/** Source: LevelDB, doc/log_format.md: blocks of 32 KiB, records of seven bytes of head and their data. */
const BLOCK_BYTES = 32_768;
const HEAD_BYTES = 7;
/** Between FIRST and LAST a piece may be one in the middle, 3. */
const [FULL, FIRST, LAST] = [1, 2, 4];
/** Source: LevelDB, util/crc32c.h. */
const MASK_DELTA = 0xa282ead8;

/** What a log holds. */
export interface LogContent {
  /** Whole records up to the end or the first damage. */
  readonly records: readonly Uint8Array[];
  /** Where the first piece lies that is not whole; undefined: nowhere. Units: bytes. */
  readonly damagedAt: number | undefined;
  /** Something whole lies behind the damage: it is no torn end. */
  readonly goesOn: boolean;
}

interface Piece {
  readonly at: number;
  readonly type: number;
  readonly data: Uint8Array;
}

/** Reads the records of a log of LevelDB (its write-ahead log or its manifest), and says where it is damaged. */
export function readLog(bytes: Uint8Array): LogContent {
  const records: Uint8Array[] = [];
  let parts: Piece[] = [];
  let damagedAt: number | undefined;
  for (let block = 0; block < bytes.length; block += BLOCK_BYTES) {
    const { pieces, brokenAt } = readBlock(bytes, block);
    for (const piece of pieces) {
      if (damagedAt !== undefined) return { records, damagedAt, goesOn: true };
      const begins = piece.type === FULL || piece.type === FIRST;
      if (begins !== (parts.length === 0)) {
        damagedAt = parts[0]?.at ?? piece.at;
        return { records, damagedAt, goesOn: true };
      }
      parts.push(piece);
      if (piece.type !== FULL && piece.type !== LAST) continue;
      records.push(Buffer.concat(parts.map(({ data }) => data)));
      parts = [];
    }
    damagedAt ??= brokenAt;
  }
  return { records, damagedAt: damagedAt ?? parts[0]?.at, goesOn: false };
}

/** The whole pieces at the beginning of a block, and where the first lies that is not whole. */
function readBlock(bytes: Uint8Array, block: number): { pieces: Piece[]; brokenAt: number | undefined } {
  const end = Math.min(block + BLOCK_BYTES, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Piece[] = [];
  let at = block;
  while (at + HEAD_BYTES <= end) {
    const length = view.getUint16(at + 4, true);
    const type = view.getUint8(at + 6);
    const dataEnd = at + HEAD_BYTES + length;
    if (type < FULL || type > LAST || dataEnd > end) return { pieces, brokenAt: at };
    if (view.getUint32(at, true) !== masked(crc32c(bytes, at + 6, dataEnd))) return { pieces, brokenAt: at };
    pieces.push({ at, type, data: bytes.subarray(at + HEAD_BYTES, dataEnd) });
    at = dataEnd;
  }
  // What is too small for a head is filled with zeros, but not at the end of the file.
  const rest = bytes.subarray(at, end);
  const isFiller = end === block + BLOCK_BYTES ? rest.every((byte) => byte === 0) : rest.length === 0;
  return { pieces, brokenAt: isFiller ? undefined : at };
}

function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + MASK_DELTA) >>> 0;
}

/** Source: RFC 3720, appendix B.4 (CRC-32C, reflected polynomial 0x82f63b78). */
function crc32c(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff;
  for (let at = from; at < to; at++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** A number of LevelDB's variable length, and where it ends. Source: LevelDB, util/coding.cc. */
export function readVarint(bytes: Uint8Array, at: number): readonly [value: bigint, end: number] {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = bytes[at++];
    assert(byte !== undefined && shift < 70n, 'a number of a record whose checksum fits is whole');
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
}
