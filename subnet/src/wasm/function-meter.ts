import { outOfInstructions, uleb } from './helper-functions.ts';
import { OP, TYPE, VOID } from './opcodes.ts';
import type { CodeEmitter } from './code-emitter.ts';
import type { FunctionType } from './module-layout.ts';
import type { OperandStack } from './operand-stack.ts';
import type { RewriteContext } from './rewrite-context.ts';
import type { FunctionScan } from './scan-code.ts';

/** A loop puts what it has used on the global counter when the local one passes this. Units: instructions. */
const FLUSH_AT = 1 << 14;

/** Charges the segments of a function: added up in a local, and taken from the global counter on the ways out. */
export class FunctionMeter {
  readonly #context: RewriteContext;
  readonly #emitter: CodeEmitter;
  readonly #operands: OperandStack;
  readonly #counter: readonly number[];
  #segment = 0;
  /** Local in which instructions add up, or -1 where the function charges the counter directly. */
  #sum = -1;

  constructor(context: RewriteContext, emitter: CodeEmitter, operands: OperandStack) {
    this.#context = context;
    this.#emitter = emitter;
    this.#operands = operands;
    this.#counter = uleb(context.counter);
  }

  /** Charges the first segment, and sets up the local sum where later segments are charged too. */
  begin(plan: FunctionScan, type: FunctionType): void {
    this.#segment = plan.firstSegment;
    this.#sum = -1;
    if (!this.#context.meter) return;
    const cost = this.#nextCost();
    const code = this.#emitter.code;
    if (plan.hasCall) code.put(...outOfInstructions(this.#context.counter));
    if (plan.chargedSegments <= 1 && !plan.hasLoop) {
      code.put(OP.globalGet, ...this.#counter, OP.i64Const);
      code.s32(cost);
      code.put(OP.i64Sub, OP.globalSet, ...this.#counter);
      return;
    }
    this.#sum = this.#emitter.temp('sum', TYPE.i32);
    code.byte(OP.i32Const);
    code.s32(cost);
    this.#emitter.local(OP.localSet, this.#sum);
    code.byte(OP.block);
    if (type.results.length === 0) code.byte(VOID);
    else if (type.results.length === 1) code.byte(type.results[0] as number);
    else code.s32(this.#context.bodyType(type.results));
  }

  /** The block around the body ends where its own `end` was; what was added up goes to the counter on every way out. */
  finish(): void {
    if (this.#sum < 0) return;
    this.#flush(false);
    this.#emitter.code.byte(OP.end);
  }

  /** Before `unreachable`. */
  flushBeforeTrap(): void {
    if (this.#sum < 0 || !this.#operands.reachable) return;
    this.#emitter.local(OP.localGet, this.#sum);
    this.#emitter.code.byte(OP.call);
    this.#emitter.code.u32(this.#context.helpers.flush());
  }

  /** Before a call out of the module, or in tail position, where the counter has to be right. */
  flushBeforeCall(at: number): void {
    if (this.#sum < 0) return;
    this.#emitter.copyTo(at);
    this.#flush(true);
  }

  /** Takes the sum from the global counter; `again` when more will be added up. */
  #flush(again: boolean): void {
    const code = this.#emitter.code;
    code.put(OP.globalGet, ...this.#counter);
    this.#emitter.local(OP.localGet, this.#sum);
    code.put(OP.i64ExtendI32U, OP.i64Sub, OP.globalSet, ...this.#counter);
    if (!again) return;
    code.put(OP.i32Const, 0);
    this.#emitter.local(OP.localSet, this.#sum);
  }

  #nextCost(): number {
    return this.#context.scan.costs[this.#segment++] as number;
  }

  /** Charges the segment that begins at the present position. */
  charge(loop: boolean): void {
    if (!this.#context.meter) return;
    const cost = this.#nextCost();
    if (this.#sum < 0 || !this.#operands.reachable || (cost === 0 && !loop)) return;
    this.#emitter.copyTo(this.#emitter.position);
    const code = this.#emitter.code;
    this.#emitter.local(OP.localGet, this.#sum);
    code.byte(OP.i32Const);
    code.s32(cost);
    code.byte(OP.i32Add);
    this.#emitter.local(loop ? OP.localTee : OP.localSet, this.#sum);
    if (!loop) return;
    code.byte(OP.i32Const);
    code.s32(FLUSH_AT);
    code.put(OP.i32GtU, OP.if, VOID);
    this.#emitter.local(OP.localGet, this.#sum);
    code.byte(OP.call);
    code.u32(this.#context.helpers.flush());
    code.put(OP.i32Const, 0);
    this.#emitter.local(OP.localSet, this.#sum);
    code.byte(OP.end);
  }

  /** A return leaves by the end of the block around the body, where the sum is flushed. */
  return(at: number): void {
    if (this.#sum < 0) return;
    this.#emitter.copyTo(at);
    this.#emitter.copied = this.#emitter.position;
    this.#emitter.code.byte(OP.br);
    this.#emitter.code.u32(this.#operands.depth - 1);
  }
}
