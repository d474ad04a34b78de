import type { Receipt } from '@indus/client';

/** One code that is too small for a whole receipt: where it stands among its kind, and what it carries. */
export interface ReceiptPart {
  /** The same for all parts of one receipt. */
  readonly id: number;
  /** From 0. */
  readonly at: number;
  readonly total: number;
  readonly bytes: Uint8Array;
}

/** "ir", format 1. */
const MAGIC = [0x69, 0x72, 0x01];
/** Magic, position, total, id. */
const HEADER_BYTES = MAGIC.length + 2 + 4;
/** A code of this many bytes is still read by the camera of a cheap phone, and from a screenshot of a screen of any kind. */
const PART_BYTES = 600;
/** Bounds what a receipt may unfold to. Units: bytes. */
const RECEIPT_BYTES_MAX = 262_144;

/** What was scanned is no part of a receipt, or not of this one. */
export class ReceiptPartInvalid extends Error {
  override readonly name = 'ReceiptPartInvalid';
}

/** A receipt as codes, each a part of its compressed text. Shape: see {@link ReceiptPart}; header, then payload. */
export async function toReceiptParts(receipt: Receipt): Promise<Uint8Array[]> {
  const packed = await through(
    new TextEncoder().encode(JSON.stringify(receipt)),
    new CompressionStream('deflate-raw'),
  );
  const total = Math.max(1, Math.ceil(packed.length / PART_BYTES));
  const id = fingerprint(packed);
  return Array.from({ length: total }, (_, at) => {
    const payload = packed.subarray(at * PART_BYTES, (at + 1) * PART_BYTES);
    const part = new Uint8Array(HEADER_BYTES + payload.length);
    part.set([...MAGIC, at, total]);
    new DataView(part.buffer).setUint32(MAGIC.length + 2, id);
    part.set(payload, HEADER_BYTES);
    return part;
  });
}

/** Reads one code. Errors: ReceiptPartInvalid when it is none. */
export function readReceiptPart(code: Uint8Array): ReceiptPart {
  const [at, total] = [code[MAGIC.length], code[MAGIC.length + 1]];
  const isPart = code.length > HEADER_BYTES && MAGIC.every((byte, place) => code[place] === byte);
  if (!isPart || at === undefined || total === undefined || at >= total) {
    throw new ReceiptPartInvalid('expected a code of a receipt');
  }
  const id = new DataView(code.buffer, code.byteOffset).getUint32(MAGIC.length + 2);
  return { id, at, total, bytes: code.slice(HEADER_BYTES) };
}

/**
 * The receipt that the parts make together, in any order; undefined while some are missing.
 * Errors: ReceiptPartInvalid when parts of several receipts are mixed, or what they make is none.
 */
export async function joinReceiptParts(parts: readonly ReceiptPart[]): Promise<Receipt | undefined> {
  const [first] = parts;
  if (!first) return undefined;
  if (parts.some(({ id, total }) => id !== first.id || total !== first.total)) {
    throw new ReceiptPartInvalid('expected codes of one receipt, got several');
  }
  const byPlace = new Map(parts.map((part) => [part.at, part.bytes]));
  if (byPlace.size < first.total) return undefined;
  const packed = Uint8Array.from(
    Array.from({ length: first.total }, (_, at) => [...(byPlace.get(at) ?? [])]).flat(),
  );
  if (fingerprint(packed) !== first.id) throw new ReceiptPartInvalid('expected a whole receipt');
  try {
    const text = await through(packed, new DecompressionStream('deflate-raw'), RECEIPT_BYTES_MAX);
    return JSON.parse(new TextDecoder().decode(text)) as Receipt;
  } catch (cause) {
    throw new ReceiptPartInvalid('expected a receipt in the codes', { cause });
  }
}

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  limit = Infinity,
): Promise<Uint8Array> {
  const reader = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(stream).getReader();
  const chunks: number[] = [];
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    for (const byte of step.value) chunks.push(byte);
    if (chunks.length > limit) throw new ReceiptPartInvalid(`expected at most ${limit} bytes`);
  }
  return Uint8Array.from(chunks);
}

/** Tells receipts apart; what they say is proven by their certificate. Source: FNV-1a, 32 bits. */
function fingerprint(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
