import fc from 'fast-check';

/** A value of type i32. */
export type Expression =
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

/** Leaves the stack as it was. */
export type Statement =
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

/** A module whose method `run` is the first function, with memory and globals exported. */
export function moduleText(functions: readonly (readonly Statement[])[]): string {
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

/** Three functions; each may call those after it. */
export const program = fc.tuple(statements(0, [1, 2], 3), statements(0, [2], 2), statements(0, [], 2));
