import type { Heap } from '../heap.ts';
import type { StableOverlay } from '../stable-memory.ts';
import type { ExecutionRun } from './execution-run.ts';
import { contractViolation } from '../canister-trap.ts';

/** What the bodies of the System API work on: one per wasm instance. */
export interface ApiHost {
  readonly heap: Heap;
  readonly stable: StableOverlay;
  /** The execution under way. */
  readonly run: ExecutionRun;
  /** Charges instructions beyond the fixed overhead. Errors: traps with IC0522 when the limit is passed. */
  charge(instructions: number): void;
  /** Instructions used so far by this execution. */
  instructionsUsed(): bigint;
}

/**
 * A body. Pointers and sizes come as non-negative numbers, exact below 2^53 and still too large above; `i32` comes
 * unsigned; `i64` comes as V8 gives it, signed.
 */
export type ApiBody = (host: ApiHost, ...args: never[]) => number | bigint | void;

/** Bodies by name. */
export type ApiBodies = Readonly<Record<string, ApiBody>>;

const U64 = (1n << 64n) - 1n;

/** An `i64` as an unsigned number; inexact above 2^53, where nothing that it is compared with lies. */
export function toSize(value: bigint): number {
  return value >= 0n ? Number(value) : Number(value & U64);
}

/** Two `i64` halves as one unsigned value. */
export function fromParts(high: bigint, low: bigint): bigint {
  return ((high & U64) << 64n) | (low & U64);
}

/** A view of canister memory. Errors: IC0504 when the range does not lie inside. */
export function readHeap(host: ApiHost, context: string, src: number, size: number): Buffer {
  checkRange(context, src, size, host.heap.sizeBytes);
  return host.heap.slice(src, size);
}

/** Copies `blob[offset, offset + size)` to canister memory and charges each byte: the `*_copy` idiom. */
export function copyOut(
  host: ApiHost,
  context: string,
  blob: Uint8Array,
  range: { readonly dst: number; readonly offset: number; readonly size: number },
): void {
  const { dst, offset, size } = range;
  host.charge(size);
  checkRange(`ic0.${context} heap`, dst, size, host.heap.sizeBytes);
  checkRange(`ic0.${context} payload`, offset, size, blob.length);
  host.heap.write(dst, offset === 0 && size === blob.length ? blob : blob.subarray(offset, offset + size));
}

/** Writes a 128-bit value, little-endian. Errors: IC0504 when it does not fit. */
export function writeCycles(host: ApiHost, name: string, dst: number, value: bigint): void {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, value & U64, true);
  view.setBigUint64(8, value >> 64n, true);
  if (dst + 16 > host.heap.sizeBytes)
    throw contractViolation(
      `ic0_${name} failed because dst + size is out of bounds.` +
        `Found dst = ${dst} and size = 16 while must be <= ${host.heap.sizeBytes}`,
    );
  host.heap.write(dst, bytes);
}

/** Text from canister memory. Errors: IC0504 with `reason` when it is not UTF-8. */
export function decodeText(bytes: Uint8Array, reason: string): string {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    throw contractViolation(reason);
  }
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function checkRange(context: string, start: number, length: number, size: number): void {
  if (start + length > size)
    throw contractViolation(`${context}: src=${start} + length=${length} exceeds the slice size=${size}`);
}
