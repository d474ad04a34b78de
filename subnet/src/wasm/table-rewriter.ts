import { CORE_POPS, CORE_PUSHES, IMMEDIATE, MISC_OP, OP, TYPE } from './opcodes.ts';
import type { CodeEmitter } from './code-emitter.ts';
import type { OperandStack } from './operand-stack.ts';
import type { RewriteContext } from './rewrite-context.ts';

/** Charges the table instructions of a function, and lowers those of a 64-bit table. */
export class TableRewriter {
  readonly #context: RewriteContext;
  readonly #emitter: CodeEmitter;
  readonly #operands: OperandStack;
  readonly #table64: boolean;
  readonly #tableType: number;

  constructor(context: RewriteContext, emitter: CodeEmitter, operands: OperandStack) {
    this.#context = context;
    this.#emitter = emitter;
    this.#operands = operands;
    this.#table64 = context.layout.table?.index64 ?? false;
    this.#tableType = context.layout.table?.elementType ?? TYPE.funcref;
  }

  /** table.get and table.set. */
  tableAccess(op: number, at: number): void {
    this.#emitter.skip(IMMEDIATE.leb);
    this.#operands.pop(CORE_POPS[op] as number);
    this.#operands.push(CORE_PUSHES[op] as number);
    if (!this.#table64) return;
    this.#emitter.copyTo(at);
    if (op === OP.tableGet) return this.#narrow();
    const value = this.#emitter.temp('element', this.#tableType);
    this.#emitter.local(OP.localSet, value);
    this.#narrow();
    this.#emitter.local(OP.localGet, value);
  }

  /** table.init, copy, grow, size and fill: charged for each element, and lowered where the table is 64-bit. */
  tableBulk(op: number, index: number, at: number): void {
    const { meter, helpers } = this.#context;
    const charged = meter && op !== MISC_OP.tableSize && op !== MISC_OP.tableGrow;
    const lengthType = this.#table64 && op !== MISC_OP.tableInit ? TYPE.i64 : TYPE.i32;
    if (!charged && !this.#table64) return;
    this.#emitter.copyTo(at);
    const code = this.#emitter.code;
    if (charged && op !== MISC_OP.tableInit) {
      code.byte(OP.call);
      code.u32(helpers.charge(lengthType));
    }
    if (this.#table64) this.#narrowBulk(op);
    if (op === MISC_OP.tableInit && charged) {
      this.#emitter.copied = this.#emitter.position;
      code.byte(OP.call);
      return code.u32(helpers.tableInit(index));
    }
    if (!this.#table64 || (op !== MISC_OP.tableSize && op !== MISC_OP.tableGrow)) return;
    this.#emitter.copyTo(this.#emitter.position);
    code.byte(op === MISC_OP.tableGrow ? OP.i64ExtendI32S : OP.i64ExtendI32U);
  }

  /** Makes the 64-bit operands of a table instruction 32-bit ones. */
  #narrowBulk(op: number): void {
    if (op === MISC_OP.tableSize) return;
    if (op === MISC_OP.tableGrow) return this.#narrow();
    const length = this.#emitter.temp('length', TYPE.i32);
    const middleType = op === MISC_OP.tableFill ? this.#tableType : TYPE.i32;
    const middle = this.#emitter.temp(op === MISC_OP.tableFill ? 'element' : 'source', middleType);
    if (op !== MISC_OP.tableInit) this.#narrow();
    this.#emitter.local(OP.localSet, length);
    if (op === MISC_OP.tableCopy) this.#narrow();
    this.#emitter.local(OP.localSet, middle);
    this.#narrow();
    this.#emitter.local(OP.localGet, middle);
    this.#emitter.local(OP.localGet, length);
  }

  /** Before an indirect call. */
  narrowIndex(at: number): void {
    if (!this.#table64) return;
    this.#emitter.copyTo(at);
    this.#narrow();
  }

  /** The i64 on the stack as i32; what does not fit becomes 2^32 - 1, which no table reaches. */
  #narrow(): void {
    const temp = this.#emitter.temp('index', TYPE.i64);
    this.#emitter.local(OP.localTee, temp);
    this.#emitter.code.put(OP.i32WrapI64, OP.i32Const, 0x7f);
    this.#emitter.local(OP.localGet, temp);
    this.#emitter.code.put(OP.i64Const, 32, OP.i64ShrU, OP.i64Eqz, OP.select);
  }
}
