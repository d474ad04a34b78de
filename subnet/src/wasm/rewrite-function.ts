import { ByteWriter } from './byte-writer.ts';
import { outOfInstructions, uleb, type HelperFunctions } from './helper-functions.ts';
import { V8_FUNCTION_BYTES_MAX, V8_LOCALS_MAX } from './module-limits.ts';
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
import { STORE_SLACK_BYTES } from './prepared-module.ts';
import { WasmRefusal } from './wasm-refusal.ts';
import type { FunctionType, ModuleLayout } from './module-layout.ts';
import type { CodeScan, FunctionScan } from './scan-code.ts';

/** Everything that the rewriting of a function needs to know of the module. Units of `shiftBytes`: bytes. */
export interface RewriteContext {
  readonly layout: ModuleLayout;
  readonly scan: CodeScan;
  readonly helpers: HelperFunctions;
  readonly counter: number;
  readonly droppedData: ReadonlyMap<number, number>;
  readonly droppedElements: ReadonlyMap<number, number>;
  readonly meter: boolean;
  readonly mark: boolean;
  readonly shiftBytes: number;
  /** Index of the type () -> results, for the block around a body. */
  readonly bodyType: (results: readonly number[]) => number;
}

/** A loop puts what it has used on the global counter when the local one passes this. Units: instructions. */
const FLUSH_AT = 1 << 14;
const WIDE_OFFSET_MAX = 2 ** 48;

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

/** Type and size of what each one-byte store writes, from i32.store on. */
const STORES: readonly (readonly [type: number, bytes: number])[] = [
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

/** Rewrites function bodies one after the other, keeping its buffers. */
export class FunctionRewriter {
  readonly #context: RewriteContext;
  readonly #bytes: Uint8Array;
  readonly #memory64: boolean;
  readonly #table64: boolean;
  readonly #tableType: number;
  readonly #operands = new OperandStack();
  readonly #code = new ByteWriter(1 << 16);
  readonly #counter: readonly number[];
  #position = 0;
  #copied = 0;
  #segment = 0;
  #firstTemp = 0;
  /** Types of the locals added to this function, and where each purpose has its local. */
  readonly #temps: number[] = [];
  readonly #tempOf = new Map<string, number>();
  /** Local in which instructions add up, or -1 where the function charges the counter directly. */
  #sum = -1;

  constructor(context: RewriteContext) {
    this.#context = context;
    this.#bytes = context.layout.bytes;
    this.#memory64 = context.layout.memory?.index64 ?? false;
    this.#table64 = context.layout.table?.index64 ?? false;
    this.#tableType = context.layout.table?.elementType ?? TYPE.funcref;
    this.#counter = uleb(context.counter);
  }

  /** Appends the rewritten body of defined function `index`, with its size, to `out`. Errors: WasmRefusal. */
  rewrite(index: number, out: ByteWriter): void {
    const { layout, scan } = this.#context;
    const plan = scan.functions[index] as FunctionScan;
    const type = layout.types[layout.functionTypes[layout.imports.length + index] as number] as FunctionType;
    this.#code.length = 0;
    this.#temps.length = 0;
    this.#tempOf.clear();
    this.#sum = -1;
    this.#firstTemp = type.params.length + plan.localCount;
    this.#position = plan.code.from;
    this.#copied = plan.code.from;
    this.#segment = plan.firstSegment;
    this.#operands.reset(type.results.length);
    this.#begin(plan, type);
    this.#instructions(plan.code.to);
    this.#finish();
    this.#emit(plan, index, out);
  }

  #emit(plan: FunctionScan, index: number, out: ByteWriter): void {
    const header: number[] = [];
    for (const type of this.#temps) header.push(1, type);
    const groups = uleb(plan.localGroups + this.#temps.length);
    const size = groups.length + (plan.locals.to - plan.locals.from) + header.length + this.#code.length;
    if (size > V8_FUNCTION_BYTES_MAX || this.#firstTemp + this.#temps.length > V8_LOCALS_MAX) {
      throw new WasmRefusal(
        `Wasm module contains a function at index ${index} of size ${size} bytes with instrumentation that exceeds the maximum allowed size of ${V8_FUNCTION_BYTES_MAX}`,
      );
    }
    out.u32(size);
    out.put(...groups);
    out.copy(this.#bytes, plan.locals.from, plan.locals.to);
    for (let i = 0; i < header.length; i++) out.byte(header[i] as number);
    out.append(this.#code.view());
  }

  /** Charges the first segment, and sets up the local sum where later segments are charged too. */
  #begin(plan: FunctionScan, type: FunctionType): void {
    if (!this.#context.meter) return;
    const cost = this.#nextCost();
    const code = this.#code;
    if (plan.hasCall) code.put(...outOfInstructions(this.#context.counter));
    if (plan.chargedSegments <= 1 && !plan.hasLoop) {
      code.put(OP.globalGet, ...this.#counter, OP.i64Const);
      code.s32(cost);
      code.put(OP.i64Sub, OP.globalSet, ...this.#counter);
      return;
    }
    this.#sum = this.#temp('sum', TYPE.i32);
    code.byte(OP.i32Const);
    code.s32(cost);
    this.#local(OP.localSet, this.#sum);
    code.byte(OP.block);
    if (type.results.length === 0) code.byte(VOID);
    else if (type.results.length === 1) code.byte(type.results[0] as number);
    else code.s32(this.#context.bodyType(type.results));
  }

  /** The block around the body ends where its own `end` was; what was added up goes to the counter on every way out. */
  #finish(): void {
    if (this.#sum < 0) return;
    this.#flush(false);
    this.#code.byte(OP.end);
  }

  #instructions(to: number): void {
    const bytes = this.#bytes;
    const operands = this.#operands;
    while (this.#position < to) {
      const at = this.#position++;
      const op = bytes[at] as number;
      if (SPECIAL[op] === 1) {
        this.#special(op, at);
      } else {
        this.#skip(CORE_IMMEDIATE[op] as number);
        operands.pop(CORE_POPS[op] as number);
        operands.push(CORE_PUSHES[op] as number);
      }
    }
    this.#copyTo(to);
  }

  #special(op: number, at: number): void {
    if (op >= OP.i32Load && op <= OP.i64Store32) return this.#access(op, at);
    const operands = this.#operands;
    switch (op) {
      case OP.localGet:
        return operands.pushLocal(this.#u32());
      case OP.localSet:
      case OP.localTee: {
        const local = this.#u32();
        operands.pop(1);
        operands.assign(local);
        if (op === OP.localTee) operands.pushLocal(local);
        return;
      }
      case OP.memorySize:
      case OP.memoryGrow:
        return this.#memorySize(op);
      case OP.tableGet:
      case OP.tableSet:
        return this.#tableAccess(op, at);
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
        return this.#charge(op === OP.loop);
      }
      case OP.else:
        operands.otherwise();
        return this.#charge(false);
      case OP.end:
        operands.leave();
        if (operands.depth > 0) this.#charge(false);
        return;
      case OP.brIf:
        this.#skip(IMMEDIATE.leb);
        operands.pop(1);
        return this.#charge(false);
      case OP.br:
      case OP.brTable:
        this.#skip(op === OP.br ? IMMEDIATE.leb : IMMEDIATE.brTable);
        break;
      case OP.unreachable:
        this.#copyTo(at);
        this.#flushBeforeTrap();
        break;
      default:
        this.#return(at);
    }
    operands.stop();
    this.#charge(false);
  }

  /** A return leaves by the end of the block around the body, where the sum is flushed. */
  #return(at: number): void {
    if (this.#sum < 0) return;
    this.#copyTo(at);
    this.#copied = this.#position;
    this.#code.byte(OP.br);
    this.#code.u32(this.#operands.depth - 1);
  }

  #flushBeforeTrap(): void {
    if (this.#sum < 0 || !this.#operands.reachable) return;
    this.#local(OP.localGet, this.#sum);
    this.#code.byte(OP.call);
    this.#code.u32(this.#context.helpers.flush());
  }

  /** Takes the sum from the global counter. */
  #flush(again: boolean): void {
    const code = this.#code;
    code.put(OP.globalGet, ...this.#counter);
    this.#local(OP.localGet, this.#sum);
    code.put(OP.i64ExtendI32U, OP.i64Sub, OP.globalSet, ...this.#counter);
    if (!again) return;
    code.put(OP.i32Const, 0);
    this.#local(OP.localSet, this.#sum);
  }

  #nextCost(): number {
    return this.#context.scan.costs[this.#segment++] as number;
  }

  /** Charges the segment that begins at the present position. */
  #charge(loop: boolean): void {
    if (!this.#context.meter) return;
    const cost = this.#nextCost();
    if (this.#sum < 0 || !this.#operands.reachable || (cost === 0 && !loop)) return;
    this.#copyTo(this.#position);
    const code = this.#code;
    this.#local(OP.localGet, this.#sum);
    code.byte(OP.i32Const);
    code.s32(cost);
    code.byte(OP.i32Add);
    this.#local(loop ? OP.localTee : OP.localSet, this.#sum);
    if (!loop) return;
    code.byte(OP.i32Const);
    code.s32(FLUSH_AT);
    code.put(OP.i32GtU, OP.if, VOID);
    this.#local(OP.localGet, this.#sum);
    code.byte(OP.call);
    code.u32(this.#context.helpers.flush());
    code.put(OP.i32Const, 0);
    this.#local(OP.localSet, this.#sum);
    code.byte(OP.end);
  }

  #call(op: number, at: number): void {
    const { layout } = this.#context;
    const operands = this.#operands;
    const indirect = op === OP.callIndirect || op === OP.returnCallIndirect;
    const index = this.#u32();
    if (indirect) {
      this.#skip(IMMEDIATE.leb);
      operands.pop(1);
      if (this.#table64) {
        this.#copyTo(at);
        this.#narrow();
      }
    }
    const type = layout.types[indirect ? index : (layout.functionTypes[index] ?? 0)];
    const tail = op === OP.returnCall || op === OP.returnCallIndirect;
    if (this.#sum >= 0 && (tail || (!indirect && index < layout.imports.length))) {
      this.#copyTo(at);
      this.#flush(true);
    }
    operands.pop(type?.params.length ?? 0);
    operands.push(type?.results.length ?? 0);
    if (!tail) return;
    operands.stop();
    this.#charge(false);
  }

  #memorySize(op: number): void {
    this.#skip(IMMEDIATE.leb);
    if (op === OP.memoryGrow) this.#operands.pop(1);
    this.#operands.push(1);
    const pages = this.#context.shiftBytes / 65_536;
    if (pages === 0) return;
    this.#copyTo(this.#position);
    const code = this.#code;
    const constant = this.#memory64 ? OP.i64Const : OP.i32Const;
    const subtract = this.#memory64 ? OP.i64Sub : OP.i32Sub;
    if (op === OP.memorySize) return code.put(constant, pages, subtract);
    const temp = this.#temp('address', this.#memory64 ? TYPE.i64 : TYPE.i32);
    this.#local(OP.localTee, temp);
    code.put(constant, pages, subtract, constant, 0x7f);
    this.#local(OP.localGet, temp);
    code.put(constant, 0x7f, this.#memory64 ? OP.i64Ne : OP.i32Ne, OP.select);
  }

  /** A load or store of the one-byte opcodes. */
  #access(op: number, at: number): void {
    const operands = this.#operands;
    if (op < OP.i32Store) {
      this.#memarg(op, at, undefined);
      operands.pop(1);
      return operands.push(1);
    }
    this.#memarg(op, at, STORES[op - OP.i32Store]);
    operands.pop(2);
  }

  /** Shifts the offset of the access at `at`, after a mark where it is a store. */
  #memarg(op: number, at: number, store: readonly [type: number, bytes: number] | undefined): void {
    const offsetAt = this.#skipAlign();
    const { shiftBytes, mark } = this.#context;
    if (shiftBytes === 0) return this.#skip(IMMEDIATE.leb);
    const offset = this.#memory64 ? this.#offset64() : this.#u32();
    if (store && mark && this.#operands.reachable) {
      this.#copyTo(at);
      this.#mark(store, offset);
    }
    this.#copyTo(offsetAt);
    this.#copied = this.#position;
    if (this.#memory64) this.#code.u32(offset > WIDE_OFFSET_MAX ? offset : offset + shiftBytes);
    else this.#code.u32(Math.min(offset + shiftBytes, 0xffff_ffff));
  }

  #skipAlign(): number {
    this.#skip(IMMEDIATE.leb);
    return this.#position;
  }

  /** Beyond 2^53 an offset only needs to stay out of bounds. */
  #offset64(): number {
    const bytes = this.#bytes;
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[this.#position++] as number;
      result += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) return Math.min(result, Number.MAX_SAFE_INTEGER);
    }
  }

  /** Marks the page of the store whose operands are on the stack, unless an earlier mark is known to cover it. */
  #mark([type, size]: readonly [type: number, bytes: number], offset: number): void {
    const operands = this.#operands;
    const local = operands.localAt(1);
    if (local >= 0) {
      if (operands.covered(local, offset, size, STORE_SLACK_BYTES)) return;
      operands.mark(local, offset);
      this.#local(OP.localGet, local);
      return this.#markAddress(offset);
    }
    const address = this.#temp('address', this.#memory64 ? TYPE.i64 : TYPE.i32);
    const value = this.#temp(`value:${type}`, type);
    this.#local(OP.localSet, value);
    this.#local(OP.localTee, address);
    this.#markAddress(offset);
    this.#local(OP.localGet, address);
    this.#local(OP.localGet, value);
  }

  /** Marks the page of the address on the stack plus `offset`; the mark's own address cannot leave the map. */
  #markAddress(offset: number): void {
    const code = this.#code;
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

  #simd(at: number): void {
    const op = this.#u32();
    const operands = this.#operands;
    if (op <= 11 || (op >= 84 && op <= 93)) {
      const lane = op >= 84 && op <= 91;
      const store = op === 11 ? 16 : op >= 88 && op <= 91 ? 1 << (op - 88) : 0;
      this.#memarg(OP.simd, at, store > 0 ? [TYPE.v128, store] : undefined);
      if (lane) this.#position++;
    } else {
      this.#skip(SIMD_IMMEDIATE[op] as number);
    }
    operands.pop(SIMD_POPS[op] as number);
    operands.push(SIMD_PUSHES[op] as number);
  }

  #misc(at: number): void {
    const op = this.#u32();
    const index = op >= MISC_OP.memoryInit ? this.#u32() : 0;
    if (MISC_IMMEDIATE[op] === IMMEDIATE.twoLeb) this.#skip(IMMEDIATE.leb);
    this.#operands.pop(MISC_POPS[op] as number);
    this.#operands.push(MISC_PUSHES[op] as number);
    if (op < MISC_OP.memoryInit) return;
    if (op >= MISC_OP.tableInit && op !== MISC_OP.elemDrop) return this.#tableBulk(op, index, at);
    const { meter, mark, helpers } = this.#context;
    if (!meter && !mark) return;
    this.#copyTo(at);
    this.#copied = this.#position;
    if (op === MISC_OP.dataDrop) return this.#drop(this.#context.droppedData.get(index));
    if (op === MISC_OP.elemDrop) return this.#drop(this.#context.droppedElements.get(index));
    this.#code.byte(OP.call);
    this.#code.u32(
      op === MISC_OP.memoryFill
        ? helpers.fill()
        : op === MISC_OP.memoryCopy
          ? helpers.copy()
          : helpers.init(index),
    );
  }

  #drop(flag: number | undefined): void {
    if (flag === undefined) return;
    this.#code.put(OP.i32Const, 1, OP.globalSet);
    this.#code.u32(flag);
  }

  #tableAccess(op: number, at: number): void {
    this.#skip(IMMEDIATE.leb);
    this.#operands.pop(CORE_POPS[op] as number);
    this.#operands.push(CORE_PUSHES[op] as number);
    if (!this.#table64) return;
    this.#copyTo(at);
    if (op === OP.tableGet) return this.#narrow();
    const value = this.#temp('element', this.#tableType);
    this.#local(OP.localSet, value);
    this.#narrow();
    this.#local(OP.localGet, value);
  }

  /** table.init, copy, grow, size and fill: charged for each element, and lowered where the table is 64-bit. */
  #tableBulk(op: number, index: number, at: number): void {
    const { meter, helpers } = this.#context;
    const charged = meter && op !== MISC_OP.tableSize && op !== MISC_OP.tableGrow;
    const lengthType = this.#table64 && op !== MISC_OP.tableInit ? TYPE.i64 : TYPE.i32;
    if (!charged && !this.#table64) return;
    this.#copyTo(at);
    const code = this.#code;
    if (charged && op !== MISC_OP.tableInit) {
      code.byte(OP.call);
      code.u32(helpers.charge(lengthType));
    }
    if (this.#table64) this.#narrowBulk(op);
    if (op === MISC_OP.tableInit && charged) {
      this.#copied = this.#position;
      code.byte(OP.call);
      return code.u32(helpers.tableInit(index));
    }
    if (!this.#table64 || (op !== MISC_OP.tableSize && op !== MISC_OP.tableGrow)) return;
    this.#copyTo(this.#position);
    code.byte(op === MISC_OP.tableGrow ? OP.i64ExtendI32S : OP.i64ExtendI32U);
  }

  /** Makes the 64-bit operands of a table instruction 32-bit ones. */
  #narrowBulk(op: number): void {
    if (op === MISC_OP.tableSize) return;
    if (op === MISC_OP.tableGrow) return this.#narrow();
    const length = this.#temp('length', TYPE.i32);
    const middleType = op === MISC_OP.tableFill ? this.#tableType : TYPE.i32;
    const middle = this.#temp(op === MISC_OP.tableFill ? 'element' : 'source', middleType);
    if (op !== MISC_OP.tableInit) this.#narrow();
    this.#local(OP.localSet, length);
    if (op === MISC_OP.tableCopy) this.#narrow();
    this.#local(OP.localSet, middle);
    this.#narrow();
    this.#local(OP.localGet, middle);
    this.#local(OP.localGet, length);
  }

  /** The i64 on the stack as i32; what does not fit becomes 2^32 - 1, which no table reaches. */
  #narrow(): void {
    const temp = this.#temp('index', TYPE.i64);
    this.#local(OP.localTee, temp);
    this.#code.put(OP.i32WrapI64, OP.i32Const, 0x7f);
    this.#local(OP.localGet, temp);
    this.#code.put(OP.i64Const, 32, OP.i64ShrU, OP.i64Eqz, OP.select);
  }

  #blockType(): { params: number; results: number } {
    const byte = this.#bytes[this.#position] as number;
    if (byte === VOID || (byte >= 0x40 && byte < 0x80)) {
      this.#position++;
      return { params: 0, results: byte === VOID ? 0 : 1 };
    }
    const type = this.#context.layout.types[this.#u32()];
    return { params: type?.params.length ?? 0, results: type?.results.length ?? 0 };
  }

  #temp(purpose: string, type: number): number {
    const known = this.#tempOf.get(purpose);
    if (known !== undefined) return known;
    const local = this.#firstTemp + this.#temps.length;
    this.#temps.push(type);
    this.#tempOf.set(purpose, local);
    return local;
  }

  #local(op: number, local: number): void {
    this.#code.byte(op);
    this.#code.u32(local);
  }

  /** Copies the uploaded bytes up to `to`. */
  #copyTo(to: number): void {
    if (to > this.#copied) this.#code.copy(this.#bytes, this.#copied, to);
    if (to > this.#copied) this.#copied = to;
  }

  #skip(kind: number): void {
    switch (kind) {
      case IMMEDIATE.leb:
        while ((this.#bytes[this.#position++] as number) & 128);
        return;
      case IMMEDIATE.brTable:
        for (let n = this.#u32() + 1; n > 0; n--) this.#skip(IMMEDIATE.leb);
        return;
      case IMMEDIATE.bytes4:
        this.#position += 4;
        return;
      case IMMEDIATE.bytes8:
        this.#position += 8;
        return;
      case IMMEDIATE.bytes16:
        this.#position += 16;
        return;
      case IMMEDIATE.lane:
        this.#position++;
        return;
      case IMMEDIATE.selectTypes:
        for (let n = this.#u32(); n > 0; n--) this.#position++;
        return;
      default:
    }
  }

  #u32(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#position++] as number;
    let result = byte & 127;
    for (let shift = 7; (byte & 128) !== 0; shift += 7) {
      byte = bytes[this.#position++] as number;
      result |= (byte & 127) << shift;
    }
    return result >>> 0;
  }
}
