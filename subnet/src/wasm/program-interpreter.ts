import type { Expression, Statement } from './random-program.ts';

const WEIGHT = { add: 1, mul: 1, and: 1, div_u: 10 } as const;

class Branch extends Error {
  readonly depth: number;
  constructor(depth: number) {
    super();
    this.depth = depth;
  }
}
class Return extends Error {}
/** The program trapped. */
export class Trapped extends Error {}

/** Runs a random program, adding up the weights of what it executes. Locals 0 to 2 are free, 3 and 4 count loop turns. */
export class Interpreter {
  cost = 0;
  readonly globals = [0, 0];
  readonly memory = new DataView(new ArrayBuffer(65_536));
  readonly #functions: readonly (readonly Statement[])[];

  constructor(functions: readonly (readonly Statement[])[]) {
    this.#functions = functions;
  }

  run(index: number): void {
    this.cost += 1;
    const locals = [0, 0, 0, 0, 0];
    try {
      this.#all(this.#functions[index] as readonly Statement[], locals);
    } catch (leave) {
      if (!(leave instanceof Return) && !(leave instanceof Branch)) throw leave;
    }
  }

  #all(statements: readonly Statement[], locals: number[]): void {
    for (const statement of statements) this.#execute(statement, locals);
  }

  /** Runs a block's body; true when it was left to its end, or ran into it. */
  #block(body: readonly Statement[], locals: number[]): void {
    try {
      this.#all(body, locals);
    } catch (leave) {
      if (!(leave instanceof Branch)) throw leave;
      if (leave.depth > 0) throw new Branch(leave.depth - 1);
    }
  }

  #execute(s: Statement, locals: number[]): void {
    switch (s.kind) {
      case 'set':
        locals[s.index] = this.#value(s.value, locals);
        this.cost += 1;
        return;
      case 'setGlobal':
        this.globals[s.index] = this.#value(s.value, locals);
        this.cost += 2;
        return;
      case 'store':
        return this.#store(s, locals);
      case 'fill': {
        const address = this.#value(s.address, locals) >>> 0;
        this.cost += 1 + 1 + 100 + s.length;
        if (address + s.length > 65_536) throw new Trapped();
        new Uint8Array(this.memory.buffer).fill(7, address, address + s.length);
        return;
      }
      case 'if': {
        const taken = this.#value(s.condition, locals) !== 0;
        this.cost += 2;
        return this.#block(taken ? s.then : s.other, locals);
      }
      case 'block':
        return this.#block(s.body, locals);
      case 'loop':
        return this.#loop(s, locals);
      case 'br':
        this.cost += 2;
        throw new Branch(s.depth);
      case 'brIf':
        if (this.#branchCost(s.condition, locals) !== 0) throw new Branch(s.depth);
        return;
      case 'brTable': {
        const index = this.#branchCost(s.index, locals) >>> 0;
        throw new Branch(s.targets[Math.min(index, s.targets.length - 1)] as number);
      }
      case 'call':
        this.cost += 5;
        return this.run(s.callee);
      case 'callIndirect':
        this.cost += 1 + 10;
        return this.run(s.callee);
      case 'return':
        this.cost += 1;
        throw new Return();
      case 'nop':
        this.cost += 1;
    }
  }

  #branchCost(operand: Expression, locals: number[]): number {
    const value = this.#value(operand, locals);
    this.cost += 2;
    return value;
  }

  #loop(s: Statement & { kind: 'loop' }, locals: number[]): void {
    locals[s.counter] = s.turns;
    this.cost += 2;
    for (;;) {
      this.cost += 1 + 1 + 1 + 1;
      locals[s.counter] = ((locals[s.counter] as number) - 1) | 0;
      this.#block(s.body, locals);
      this.cost += 1 + 1 + 1 + 2;
      if ((locals[s.counter] as number) <= 0) return;
    }
  }

  #store(s: Statement & { kind: 'store' }, locals: number[]): void {
    const address = (this.#value(s.address, locals) >>> 0) + s.offset;
    const value = this.#value(s.value, locals);
    this.cost += s.bits === 64 ? 2 : 1;
    if (address + s.bits / 8 > 65_536) throw new Trapped();
    if (s.bits === 8) this.memory.setUint8(address, value);
    else if (s.bits === 32) this.memory.setInt32(address, value, true);
    else this.memory.setBigInt64(address, BigInt(value), true);
  }

  #value(e: Expression, locals: number[]): number {
    switch (e.kind) {
      case 'const':
        this.cost += 1;
        return e.value;
      case 'local':
        this.cost += 1;
        return locals[e.index] as number;
      case 'global':
        this.cost += 2;
        return this.globals[e.index] as number;
      case 'tee':
        locals[e.index] = this.#value(e.value, locals);
        this.cost += 1;
        return locals[e.index] as number;
      case 'load': {
        const address = (this.#value(e.address, locals) >>> 0) + e.offset;
        this.cost += 1;
        if (address + 4 > 65_536) throw new Trapped();
        return this.memory.getInt32(address, true);
      }
      case 'ifElse': {
        const condition = this.#value(e.condition, locals);
        this.cost += 2;
        return this.#value(condition !== 0 ? e.then : e.other, locals);
      }
      default: {
        const left = this.#value(e.left, locals);
        const right = this.#value(e.right, locals);
        this.cost += WEIGHT[e.kind];
        if (e.kind === 'add') return (left + right) | 0;
        if (e.kind === 'mul') return Math.imul(left, right);
        if (e.kind === 'and') return left & right;
        if (right === 0) throw new Trapped();
        return ((left >>> 0) / (right >>> 0)) | 0;
      }
    }
  }
}
