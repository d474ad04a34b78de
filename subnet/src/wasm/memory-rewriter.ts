import { OP, IMMEDIATE, TYPE } from './opcodes.ts';
import { STORE_SLACK_BYTES } from './prepared-module.ts';
import type { CodeEmitter } from './code-emitter.ts';
import type { OperandStack } from './operand-stack.ts';
import type { RewriteContext } from './rewrite-context.ts';

/** Type of the value that a store takes, and how many bytes it writes. */
export type StoreShape = readonly [type: number, bytes: number];

const WIDE_OFFSET_MAX = 2 ** 48;

/** What each one-byte store writes, from i32.store on. */
const STORES: readonly StoreShape[] = [
  [TYPE.i32, 4],
  [TYPE.i64, 8],
  [TYPE.f32, 4],
  [TYPE.f64, 8],
  [TYPE.i32, 1],
  [TYPE.i32, 2],
  [TYPE.i64, 1],
  [TYPE.i64, 2],
  [TYPE.i64, 4],
];

/** Shifts the memory accesses of a function behind the dirty map and marks what its stores write. */
export class MemoryRewriter {
  readonly #context: RewriteContext;
  readonly #emitter: CodeEmitter;
  readonly #operands: OperandStack;
  readonly #memory64: boolean;

  constructor(context: RewriteContext, emitter: CodeEmitter, operands: OperandStack) {
    this.#context = context;
    this.#emitter = emitter;
    this.#operands = operands;
    this.#memory64 = context.layout.memory?.index64 ?? false;
  }

  /** memory.size and memory.grow, whose results count the canister's pages only; the host hears of every growth. */
  memorySize(op: number): void {
    this.#emitter.skip(IMMEDIATE.leb);
    if (op === OP.memoryGrow) this.#operands.pop(1);
    this.#operands.push(1);
    const pages = this.#context.shiftBytes / 65_536;
    if (pages === 0) return;
    this.#emitter.copyTo(this.#emitter.position);
    const code = this.#emitter.code;
    const constant = this.#memory64 ? OP.i64Const : OP.i32Const;
    const subtract = this.#memory64 ? OP.i64Sub : OP.i32Sub;
    if (op === OP.memorySize) return code.put(constant, pages, subtract);
    const temp = this.#emitter.temp('address', this.#memory64 ? TYPE.i64 : TYPE.i32);
    this.#emitter.local(OP.localTee, temp);
    code.put(constant, pages, subtract, constant, 0x7f);
    this.#emitter.local(OP.localGet, temp);
    code.put(constant, 0x7f, this.#memory64 ? OP.i64Ne : OP.i32Ne, OP.select);
    code.put(...this.#context.callGrowthHook());
  }

  /** A load or store of the one-byte opcodes. */
  access(op: number, at: number): void {
    const operands = this.#operands;
    if (op < OP.i32Store) {
      this.memarg(at, undefined);
      operands.pop(1);
      return operands.push(1);
    }
    this.memarg(at, STORES[op - OP.i32Store]);
    operands.pop(2);
  }

  /** Shifts the offset of the access at `at`, after a mark where it is a store. */
  memarg(at: number, store: StoreShape | undefined): void {
    const offsetAt = this.#skipAlign();
    const { shiftBytes, mark } = this.#context;
    if (shiftBytes === 0) return this.#emitter.skip(IMMEDIATE.leb);
    const offset = this.#memory64 ? this.#offset64() : this.#emitter.u32();
    if (store && mark && this.#operands.reachable) {
      this.#emitter.copyTo(at);
      this.#mark(store, offset);
    }
    this.#emitter.copyTo(offsetAt);
    this.#emitter.copied = this.#emitter.position;
    if (this.#memory64) this.#emitter.code.u32(offset > WIDE_OFFSET_MAX ? offset : offset + shiftBytes);
    else this.#emitter.code.u32(Math.min(offset + shiftBytes, 0xffff_ffff));
  }

  #skipAlign(): number {
    this.#emitter.skip(IMMEDIATE.leb);
    return this.#emitter.position;
  }

  /** Beyond 2^53 an offset only needs to stay out of bounds. */
  #offset64(): number {
    const bytes = this.#emitter.bytes;
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[this.#emitter.position++] as number;
      result += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return Math.min(result, Number.MAX_SAFE_INTEGER);
    }
  }

  /** Marks the page of the store whose operands are on the stack, unless an earlier mark is known to cover it. */
  #mark([type, size]: StoreShape, offset: number): void {
    const operands = this.#operands;
    const local = operands.localAt(1);
    if (local >= 0) {
      if (operands.covered(local, offset, size, STORE_SLACK_BYTES)) return;
      operands.mark(local, offset);
      this.#emitter.local(OP.localGet, local);
      return this.#markAddress(offset);
    }
    const address = this.#emitter.temp('address', this.#memory64 ? TYPE.i64 : TYPE.i32);
    const value = this.#emitter.temp(`value:${type}`, type);
    this.#emitter.local(OP.localSet, value);
    this.#emitter.local(OP.localTee, address);
    this.#markAddress(offset);
    this.#emitter.local(OP.localGet, address);
    this.#emitter.local(OP.localGet, value);
  }

  /** Marks the page of the address on the stack plus `offset`; the mark's own address cannot leave the map. */
  #markAddress(offset: number): void {
    const code = this.#emitter.code;
    if (this.#memory64) {
      if (offset !== 0) {
        code.byte(OP.i64Const);
        code.s64(BigInt(offset));
        code.byte(OP.i64Add);
      }
      code.put(OP.i64Const, 12, OP.i64ShrU, OP.i64Const, 0xff, 0xff, 0x3f, OP.i64And);
    } else {
      if (offset !== 0) {
        code.byte(OP.i32Const);
        code.s32(offset);
        code.byte(OP.i32Add);
      }
      code.put(OP.i32Const, 12, OP.i32ShrU);
    }
    code.put(OP.i32Const, 1, OP.i32Store8, 0, 0);
  }
}
