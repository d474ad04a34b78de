import { ByteWriter } from './byte-writer.ts';
import { uleb } from './helper-functions.ts';
import { V8_FUNCTION_BYTES_MAX, V8_LOCALS_MAX } from './module-limits.ts';
import { IMMEDIATE } from './opcodes.ts';
import { WasmRefusal } from './wasm-refusal.ts';
import type { FunctionScan } from './scan-code.ts';

/** Reads one function body after the other and writes its rewritten form, copying what nobody changes. */
export class CodeEmitter {
  readonly bytes: Uint8Array;
  readonly code = new ByteWriter(1 << 16);
  /** Where reading is. */
  position = 0;
  /** Up to where the uploaded bytes were copied or replaced. */
  copied = 0;
  #firstTemp = 0;
  /** Types of the locals added to this function, and where each purpose has its local. */
  readonly #temps: number[] = [];
  readonly #tempOf = new Map<string, number>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Begins a function with that many parameters. */
  begin(plan: FunctionScan, params: number): void {
    this.code.length = 0;
    this.#temps.length = 0;
    this.#tempOf.clear();
    this.#firstTemp = params + plan.localCount;
    this.position = plan.code.from;
    this.copied = plan.code.from;
  }

  /** Appends the finished body of defined function `index`, with its size, to `out`. Errors: WasmRefusal. */
  finish(plan: FunctionScan, index: number, out: ByteWriter): void {
    const groups = uleb(plan.localGroups + this.#temps.length);
    const locals = plan.locals.to - plan.locals.from + 2 * this.#temps.length;
    const size = groups.length + locals + this.code.length;
    if (size > V8_FUNCTION_BYTES_MAX || this.#firstTemp + this.#temps.length > V8_LOCALS_MAX) {
      throw new WasmRefusal(
        `Wasm module contains a function at index ${index} of size ${size} bytes with instrumentation that exceeds the maximum allowed size of ${V8_FUNCTION_BYTES_MAX}`,
      );
    }
    out.u32(size);
    out.put(...groups);
    out.copy(this.bytes, plan.locals.from, plan.locals.to);
    for (const type of this.#temps) out.put(1, type);
    out.append(this.code.view());
  }

  /** Skips an immediate. */
  skip(kind: number): void {
    switch (kind) {
      case IMMEDIATE.leb:
        while ((this.bytes[this.position++] as number) & 128);
        return;
      case IMMEDIATE.brTable:
        for (let n = this.u32() + 1; n > 0; n--) this.skip(IMMEDIATE.leb);
        return;
      case IMMEDIATE.bytes4:
        this.position += 4;
        return;
      case IMMEDIATE.bytes8:
        this.position += 8;
        return;
      case IMMEDIATE.bytes16:
        this.position += 16;
        return;
      case IMMEDIATE.lane:
        this.position++;
        return;
      case IMMEDIATE.selectTypes:
        for (let n = this.u32(); n > 0; n--) this.position++;
        return;
      default:
    }
  }

  /** Reads an unsigned LEB128 number of 32 bits. */
  u32(): number {
    const bytes = this.bytes;
    let byte = bytes[this.position++] as number;
    let result = byte & 127;
    for (let shift = 7; (byte & 128) !== 0; shift += 7) {
      byte = bytes[this.position++] as number;
      result |= (byte & 127) << shift;
    }
    return result >>> 0;
  }

  /** The local that serves a purpose in this function. */
  temp(purpose: string, type: number): number {
    const known = this.#tempOf.get(purpose);
    if (known !== undefined) return known;
    const local = this.#firstTemp + this.#temps.length;
    this.#temps.push(type);
    this.#tempOf.set(purpose, local);
    return local;
  }

  /** Writes an instruction with a local as its immediate. */
  local(op: number, local: number): void {
    this.code.byte(op);
    this.code.u32(local);
  }

  /** Copies the uploaded bytes up to `to`. */
  copyTo(to: number): void {
    if (to > this.copied) this.code.copy(this.bytes, this.copied, to);
    if (to > this.copied) this.copied = to;
  }
}
