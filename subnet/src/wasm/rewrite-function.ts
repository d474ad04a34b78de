import { CodeEmitter } from './code-emitter.ts';
import { FunctionMeter } from './function-meter.ts';
import { MemoryRewriter } from './memory-rewriter.ts';
import {
  CORE_IMMEDIATE,
  CORE_POPS,
  CORE_PUSHES,
  IMMEDIATE,
  MISC_IMMEDIATE,
  MISC_OP,
  MISC_POPS,
  MISC_PUSHES,
  OP,
  SIMD_IMMEDIATE,
  SIMD_POPS,
  SIMD_PUSHES,
  TYPE,
  VOID,
} from './opcodes.ts';
import { OperandStack } from './operand-stack.ts';
import { TableRewriter } from './table-rewriter.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { FunctionType } from './module-layout.ts';
import type { RewriteContext } from './rewrite-context.ts';
import type { FunctionScan } from './scan-code.ts';

/** Instructions that need more than copying: 1 in this table. */
const SPECIAL = new Uint8Array(256);
for (const kind of [
  IMMEDIATE.blockType,
  IMMEDIATE.memarg,
  IMMEDIATE.brTable,
  IMMEDIATE.twoLeb,
  IMMEDIATE.misc,
]) {
  for (let op = 0; op < 256; op++) if (CORE_IMMEDIATE[op] === kind) SPECIAL[op] = 1;
}
for (const op of [OP.unreachable, OP.else, OP.end, OP.br, OP.brIf, OP.return, OP.call, OP.returnCall])
  SPECIAL[op] = 1;
for (const op of [OP.localGet, OP.localSet, OP.localTee, OP.memorySize, OP.memoryGrow, OP.simd])
  SPECIAL[op] = 1;
SPECIAL[OP.tableGet] = 1;
SPECIAL[OP.tableSet] = 1;

/** Rewrites function bodies one after the other, keeping its buffers. */
export class FunctionRewriter {
  readonly #context: RewriteContext;
  readonly #emitter: CodeEmitter;
  readonly #operands = new OperandStack();
  readonly #meter: FunctionMeter;
  readonly #memory: MemoryRewriter;
  readonly #table: TableRewriter;

  constructor(context: RewriteContext) {
    this.#context = context;
    this.#emitter = new CodeEmitter(context.layout.bytes);
    this.#meter = new FunctionMeter(context, this.#emitter, this.#operands);
    this.#memory = new MemoryRewriter(context, this.#emitter, this.#operands);
    this.#table = new TableRewriter(context, this.#emitter, this.#operands);
  }

  /** Appends the rewritten body of defined function `index`, with its size, to `out`. Errors: WasmRefusal. */
  rewrite(index: number, out: ByteWriter): void {
    const { layout, scan } = this.#context;
    const plan = scan.functions[index] as FunctionScan;
    const type = layout.types[layout.functionTypes[layout.imports.length + index] as number] as FunctionType;
    this.#emitter.begin(plan, type.params.length);
    this.#operands.reset(type.results.length);
    this.#meter.begin(plan, type);
    this.#instructions(plan.code.to);
    this.#meter.finish();
    this.#emitter.finish(plan, index, out);
  }

  #instructions(to: number): void {
    const bytes = this.#emitter.bytes;
    const operands = this.#operands;
    while (this.#emitter.position < to) {
      const at = this.#emitter.position++;
      const op = bytes[at] as number;
      if (SPECIAL[op] === 1) {
        this.#special(op, at);
      } else {
        this.#emitter.skip(CORE_IMMEDIATE[op] as number);
        operands.pop(CORE_POPS[op] as number);
        operands.push(CORE_PUSHES[op] as number);
      }
    }
    this.#emitter.copyTo(to);
  }

  #special(op: number, at: number): void {
    if (op >= OP.i32Load && op <= OP.i64Store32) return this.#memory.access(op, at);
    const operands = this.#operands;
    switch (op) {
      case OP.localGet:
        return operands.pushLocal(this.#emitter.u32());
      case OP.localSet:
      case OP.localTee: {
        const local = this.#emitter.u32();
        operands.pop(1);
        operands.assign(local);
        if (op === OP.localTee) operands.pushLocal(local);
        return;
      }
      case OP.memorySize:
      case OP.memoryGrow:
        return this.#memory.memorySize(op);
      case OP.tableGet:
      case OP.tableSet:
        return this.#table.tableAccess(op, at);
      case OP.misc:
        return this.#misc(at);
      case OP.simd:
        return this.#simd(at);
      case OP.call:
      case OP.callIndirect:
      case OP.returnCall:
      case OP.returnCallIndirect:
        return this.#call(op, at);
      default:
        return this.#control(op, at);
    }
  }

  #control(op: number, at: number): void {
    const operands = this.#operands;
    switch (op) {
      case OP.block:
      case OP.loop:
      case OP.if: {
        const { params, results } = this.#blockType();
        if (op === OP.if) operands.pop(1);
        operands.enter(params, results, op === OP.loop);
        if (op === OP.block) return;
        return this.#meter.charge(op === OP.loop);
      }
      case OP.else:
        operands.otherwise();
        return this.#meter.charge(false);
      case OP.end:
        operands.leave();
        if (operands.depth > 0) this.#meter.charge(false);
        return;
      case OP.brIf:
        this.#emitter.skip(IMMEDIATE.leb);
        operands.pop(1);
        return this.#meter.charge(false);
      case OP.br:
      case OP.brTable:
        this.#emitter.skip(op === OP.br ? IMMEDIATE.leb : IMMEDIATE.brTable);
        break;
      case OP.unreachable:
        this.#emitter.copyTo(at);
        this.#meter.flushBeforeTrap();
        break;
      default:
        this.#meter.return(at);
    }
    operands.stop();
    this.#meter.charge(false);
  }

  #call(op: number, at: number): void {
    const { layout } = this.#context;
    const operands = this.#operands;
    const indirect = op === OP.callIndirect || op === OP.returnCallIndirect;
    const index = this.#emitter.u32();
    if (indirect) {
      this.#emitter.skip(IMMEDIATE.leb);
      operands.pop(1);
      this.#table.narrowIndex(at);
    }
    const type = layout.types[indirect ? index : (layout.functionTypes[index] ?? 0)];
    const tail = op === OP.returnCall || op === OP.returnCallIndirect;
    if (tail || (!indirect && index < layout.imports.length)) this.#meter.flushBeforeCall(at);
    operands.pop(type?.params.length ?? 0);
    operands.push(type?.results.length ?? 0);
    if (!tail) return;
    operands.stop();
    this.#meter.charge(false);
  }

  #simd(at: number): void {
    const op = this.#emitter.u32();
    const operands = this.#operands;
    if (op <= 11 || (op >= 84 && op <= 93)) {
      const lane = op >= 84 && op <= 91;
      const store = op === 11 ? 16 : op >= 88 && op <= 91 ? 1 << (op - 88) : 0;
      this.#memory.memarg(at, store > 0 ? [TYPE.v128, store] : undefined);
      if (lane) this.#emitter.position++;
    } else {
      this.#emitter.skip(SIMD_IMMEDIATE[op] as number);
    }
    operands.pop(SIMD_POPS[op] as number);
    operands.push(SIMD_PUSHES[op] as number);
  }

  #misc(at: number): void {
    const op = this.#emitter.u32();
    const index = op >= MISC_OP.memoryInit ? this.#emitter.u32() : 0;
    if (MISC_IMMEDIATE[op] === IMMEDIATE.twoLeb) this.#emitter.skip(IMMEDIATE.leb);
    this.#operands.pop(MISC_POPS[op] as number);
    this.#operands.push(MISC_PUSHES[op] as number);
    if (op < MISC_OP.memoryInit) return;
    if (op >= MISC_OP.tableInit && op !== MISC_OP.elemDrop) return this.#table.tableBulk(op, index, at);
    const { meter, mark, helpers } = this.#context;
    if (!meter && !mark) return;
    this.#emitter.copyTo(at);
    this.#emitter.copied = this.#emitter.position;
    if (op === MISC_OP.dataDrop) return this.#drop(this.#context.droppedData.get(index));
    if (op === MISC_OP.elemDrop) return this.#drop(this.#context.droppedElements.get(index));
    this.#emitter.code.byte(OP.call);
    this.#emitter.code.u32(
      op === MISC_OP.memoryFill
        ? helpers.fill()
        : op === MISC_OP.memoryCopy
          ? helpers.copy()
          : helpers.init(index),
    );
  }

  #drop(flag: number | undefined): void {
    if (flag === undefined) return;
    this.#emitter.code.put(OP.i32Const, 1, OP.globalSet);
    this.#emitter.code.u32(flag);
  }

  #blockType(): { params: number; results: number } {
    const byte = this.#emitter.bytes[this.#emitter.position] as number;
    if (byte === VOID || (byte >= 0x40 && byte < 0x80)) {
      this.#emitter.position++;
      return { params: 0, results: byte === VOID ? 0 : 1 };
    }
    const type = this.#context.layout.types[this.#emitter.u32()];
    return { params: type?.params.length ?? 0, results: type?.results.length ?? 0 };
  }
}
