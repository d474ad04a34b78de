import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STORE_SLACK_BYTES } from './prepared-module.ts';
import { assemble, runModule } from './run-prepared.ts';

/**
 * Random programs, run three ways: by the interpreter below (which adds up the weights of what it executes), as
 * uploaded, and prepared. Locals 0 to 2 are free, 3 and 4 count loop turns.
 */
type Expression =
  | { readonly kind: 'const'; readonly value: number }
  | { readonly kind: 'local' | 'global'; readonly index: number }
  | { readonly kind: 'add' | 'mul' | 'div_u' | 'and'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'load'; readonly address: Expression; readonly offset: number }
  | { readonly kind: 'tee'; readonly index: number; readonly value: Expression }
  | {
      readonly kind: 'ifElse';
      readonly condition: Expression;
      readonly then: Expression;
      readonly other: Expression;
    };

type Statement =
  | { readonly kind: 'set' | 'setGlobal'; readonly index: number; readonly value: Expression }
  | {
      readonly kind: 'store';
      readonly bits: 8 | 32 | 64;
      readonly address: Expression;
      readonly offset: number;
      readonly value: Expression;
    }
  | { readonly kind: 'fill'; readonly address: Expression; readonly length: number }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly Statement[];
      readonly other: readonly Statement[];
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | {
      readonly kind: 'loop';
      readonly turns: number;
      readonly counter: 3 | 4;
      readonly body: readonly Statement[];
    }
  | { readonly kind: 'br' | 'brIf'; readonly depth: number; readonly condition: Expression }
  | { readonly kind: 'brTable'; readonly targets: readonly number[]; readonly index: Expression }
  | { readonly kind: 'call' | 'callIndirect'; readonly callee: number }
  | { readonly kind: 'return' | 'nop' };

const WEIGHT = { add: 1, mul: 1, and: 1, div_u: 10 } as const;

class Branch {
  readonly depth: number;
  constructor(depth: number) {
    this.depth = depth;
  }
}
class Return {}
class Trapped extends Error {}

class Interpreter {
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

function value(e: Expression): string {
  switch (e.kind) {
    case 'const':
      return `(i32.const ${e.value})`;
    case 'local':
    case 'global':
      return `(${e.kind}.get ${e.index})`;
    case 'tee':
      return `(local.tee ${e.index} ${value(e.value)})`;
    case 'load':
      return `(i32.load offset=${e.offset} ${value(e.address)})`;
    case 'ifElse':
      return `(if (result i32) ${value(e.condition)} (then ${value(e.then)}) (else ${value(e.other)}))`;
    default:
      return `(i32.${e.kind} ${value(e.left)} ${value(e.right)})`;
  }
}

function text(statements: readonly Statement[]): string {
  return statements.map(statementText).join('\n');
}

function statementText(s: Statement): string {
  switch (s.kind) {
    case 'set':
      return `(local.set ${s.index} ${value(s.value)})`;
    case 'setGlobal':
      return `(global.set ${s.index} ${value(s.value)})`;
    case 'store': {
      const operand = s.bits === 64 ? `(i64.extend_i32_s ${value(s.value)})` : value(s.value);
      const name = { 8: 'i32.store8', 32: 'i32.store', 64: 'i64.store' }[s.bits];
      return `(${name} offset=${s.offset} ${value(s.address)} ${operand})`;
    }
    case 'fill':
      return `(memory.fill ${value(s.address)} (i32.const 7) (i32.const ${s.length}))`;
    case 'if':
      return `(if ${value(s.condition)} (then ${text(s.then)}) (else ${text(s.other)}))`;
    case 'block':
      return `(block ${text(s.body)})`;
    case 'loop':
      return `(local.set ${s.counter} (i32.const ${s.turns}))
        (loop (local.set ${s.counter} (i32.sub (local.get ${s.counter}) (i32.const 1)))
          (block ${text(s.body)}) (br_if 0 (i32.gt_s (local.get ${s.counter}) (i32.const 0))))`;
    case 'br':
      return `(br ${s.depth})`;
    case 'brIf':
      return `(br_if ${s.depth} ${value(s.condition)})`;
    case 'brTable':
      return `(br_table ${s.targets.join(' ')} ${value(s.index)})`;
    case 'call':
      return `(call ${s.callee})`;
    case 'callIndirect':
      return `(call_indirect (type 0) (i32.const ${s.callee}))`;
    default:
      return s.kind;
  }
}

function moduleText(functions: readonly (readonly Statement[])[]): string {
  const bodies = functions.map((body) => `(func (type 0) (local i32 i32 i32 i32 i32) ${text(body)})`);
  const indexes = functions.map((_, i) => i).join(' ');
  return `(module (type (func)) (memory (export "memory") 1) (table funcref (elem ${indexes}))
    (global (export "g0") (mut i32) (i32.const 0)) (global (export "g1") (mut i32) (i32.const 0))
    ${bodies.join('\n')} (export "canister_update run" (func 0)))`;
}

const local = fc.integer({ min: 0, max: 2 });
const address = fc.oneof(fc.integer({ min: 0, max: 65_540 }), fc.constantFrom(4090, 4095, 8188, 65_532, -1));
const offset = fc.constantFrom(0, 0, 0, 1, 4, 8, 12, 16, 4095, 60_000);

const expression: fc.Arbitrary<Expression> = fc.letrec<{ e: Expression }>((tie) => ({
  e: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('const' as const), value: address }),
    fc.record({ kind: fc.constantFrom('local' as const), index: local }),
    fc.record({ kind: fc.constantFrom('global' as const), index: fc.integer({ min: 0, max: 1 }) }),
    fc.record({
      kind: fc.constantFrom('add' as const, 'mul' as const, 'div_u' as const, 'and' as const),
      left: tie('e'),
      right: tie('e'),
    }),
    fc.record({ kind: fc.constant('load' as const), address: tie('e'), offset }),
    fc.record({ kind: fc.constant('tee' as const), index: local, value: tie('e') }),
    fc.record({ kind: fc.constant('ifElse' as const), condition: tie('e'), then: tie('e'), other: tie('e') }),
  ),
})).e;

/** Addresses that mostly hit. */
const place: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({ kind: fc.constant('local' as const), index: local }),
  fc.record({ kind: fc.constant('tee' as const), index: local, value: expression }),
  fc.record({
    kind: fc.constant('and' as const),
    left: expression,
    right: fc.constant({ kind: 'const' as const, value: 32_767 }),
  }),
  expression,
);

function statements(depth: number, callees: readonly number[], size: number): fc.Arbitrary<Statement[]> {
  const target = fc.integer({ min: 0, max: depth });
  const flat: fc.Arbitrary<Statement>[] = [
    fc.record({ kind: fc.constantFrom('set' as const), index: local, value: expression }),
    fc.record({
      kind: fc.constantFrom('setGlobal' as const),
      index: fc.integer({ min: 0, max: 1 }),
      value: expression,
    }),
    fc.record({
      kind: fc.constant('store' as const),
      bits: fc.constantFrom(8 as const, 32 as const, 64 as const),
      address: place,
      offset,
      value: expression,
    }),
    fc.record({
      kind: fc.constant('store' as const),
      bits: fc.constantFrom(32 as const, 64 as const),
      address: place,
      offset,
      value: expression,
    }),
    fc.record({
      kind: fc.constant('fill' as const),
      address: place,
      length: fc.constantFrom(0, 1, 100, 5000),
    }),
    fc.record({
      kind: fc.constantFrom('br' as const, 'brIf' as const, 'brIf' as const, 'brIf' as const),
      depth: target,
      condition: expression,
    }),
    fc.record({
      kind: fc.constant('brTable' as const),
      targets: fc.array(target, { minLength: 1, maxLength: 3 }),
      index: expression,
    }),
    fc.record({ kind: fc.constantFrom('return' as const, 'nop' as const, 'nop' as const) }),
  ];
  if (callees.length > 0) {
    flat.push(
      fc.record({
        kind: fc.constantFrom('call' as const, 'callIndirect' as const),
        callee: fc.constantFrom(...callees),
      }),
    );
  }
  if (size === 0) return fc.array(fc.oneof(...flat), { maxLength: 4 });
  const inner = (more: number): fc.Arbitrary<Statement[]> => statements(depth + more, callees, size - 1);
  return fc
    .array(
      fc.oneof(
        ...flat,
        fc.record({
          kind: fc.constant('if' as const),
          condition: expression,
          then: inner(1),
          other: inner(1),
        }),
        fc.record({ kind: fc.constant('block' as const), body: inner(1) }),
      ),
      { maxLength: 5 },
    )
    .chain((body) => (size < 2 ? fc.constant(body) : withLoop(body, depth, callees, size)));
}

/** Loops only from outside in, each with a counter of its own; a branch in the body leads at most to the block around it. */
function withLoop(
  body: Statement[],
  _depth: number,
  callees: readonly number[],
  size: number,
): fc.Arbitrary<Statement[]> {
  const loop = fc.record({
    kind: fc.constant('loop' as const),
    turns: fc.constantFrom(1, 2, 7),
    counter: fc.constant(size > 2 ? (3 as const) : (4 as const)),
    body: statements(0, callees, size - 2),
  });
  return fc.option(loop, { nil: undefined }).map((made) => (made ? [...body, made] : body));
}

const program = fc.tuple(statements(0, [1, 2], 3), statements(0, [2], 2), statements(0, [], 2));

describe('random programs', () => {
  it('end with the same memory, globals and trap as uploaded, cost what they executed, and mark all they wrote', () => {
    let returned = 0;
    fc.assert(
      fc.property(program, (functions) => {
        const bytes = assemble(moduleText(functions));
        const reference = new WebAssembly.Instance(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>))
          .exports;
        const running = runModule(bytes);
        const interpreter = new Interpreter(functions);
        const expected = attempt(() => interpreter.run(0));
        const plain = attempt(reference['canister_update run'] as () => void);
        let cost = 0n;
        const prepared = attempt(() => void (cost = running.call()));
        expect(plain === 'returned').toBe(expected === 'returned');
        expect(prepared).toBe(plain);
        const memory = new Uint8Array((reference['memory'] as WebAssembly.Memory).buffer);
        expect(Buffer.compare(running.memory(), memory)).toBe(0);
        expect(Buffer.compare(memory, new Uint8Array(interpreter.memory.buffer))).toBe(0);
        for (const i of [0, 1])
          expect(running.global(i).value).toBe((reference[`g${i}`] as WebAssembly.Global).value);
        expectMarked(memory, running.dirty());
        if (prepared !== 'returned') return;
        returned++;
        expect(cost).toBe(BigInt(interpreter.cost));
      }),
      { numRuns: 400 },
    );
    expect(returned).toBeGreaterThan(100);
  });
});

function attempt(run: () => void): string {
  try {
    run();
    return 'returned';
  } catch (error) {
    if (error instanceof Trapped || error instanceof WebAssembly.RuntimeError) return error.message;
    throw error;
  }
}

/** Every byte that is not zero lies in a marked page or in the slack behind one. */
function expectMarked(memory: Uint8Array, dirty: readonly number[]): void {
  const rest = memory.slice();
  for (const page of dirty) rest.fill(0, page * 4096, page * 4096 + 4096 + STORE_SLACK_BYTES);
  expect(rest.some((byte) => byte !== 0)).toBe(false);
}
