import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COPY as CANISTER_COPY, OneCanister } from './canister-fixture.ts';

const PAGES = 2;
const SIZE = PAGES * 65_536;
const MAX_PAGES = 6;
const OPERATIONS = [
  'i32.store8',
  'i32.store16',
  'i32.store',
  'i64.store',
  'f64.store',
  'v128.store',
] as const;
const FIRST_BULK = OPERATIONS.length;
const FILL = FIRST_BULK;
const COPY = FIRST_BULK + 1;
const INIT = FIRST_BULK + 2;
const GROW = FIRST_BULK + 3;
const HOST_WRITE = FIRST_BULK + 4;
const WIDTHS = [1, 2, 4, 8, 8, 16];
const SEGMENT = Buffer.from('a passive segment of some length');

const VALUES = [
  '(local.get $v)',
  '(local.get $v)',
  '(i32.mul (local.get $v) (i32.const 0x01010101))',
  '(i64.mul (i64.extend_i32_u (local.get $v)) (i64.const 0x0101010101010101))',
  '(f64.reinterpret_i64 (i64.mul (i64.extend_i32_u (local.get $v)) (i64.const 0x0101010101010101)))',
  '(i8x16.splat (local.get $v))',
];

/** The payload is six words: operation, address, second address, length, value, and whether to trap afterwards. */
const MACHINE = {
  imports: [
    'msg_arg_data_copy',
    'msg_reply_data_append',
    'msg_reply',
    'stable64_grow',
    'stable64_write',
    'stable64_read',
  ],
  pages: PAGES,
  body: `
  (global $op (mut i32) (i32.const 0))
  (data $segment "${SEGMENT.toString()}")
  (func $word (param i32) (result i32) (i32.load (i32.mul (local.get 0) (i32.const 4))))
  (func (export "canister_init") (drop (call $stable64_grow (i64.const 1))))
  (func (export "canister_update dump")
    (call $msg_reply_data_append (i32.const 0) (i32.mul (memory.size) (i32.const 65536)))
    (call $msg_reply))
  (func (export "canister_update step")
    (local $op i32) (local $a i32) (local $b i32) (local $n i32) (local $v i32) (local $trap i32)
    (call $msg_arg_data_copy (i32.const 0) (i32.const 0) (i32.const 24))
    (local.set $op (call $word (i32.const 0))) (local.set $a (call $word (i32.const 1)))
    (local.set $b (call $word (i32.const 2))) (local.set $n (call $word (i32.const 3)))
    (local.set $v (call $word (i32.const 4))) (local.set $trap (call $word (i32.const 5)))
    ${OPERATIONS.map((name, i) => `(if (i32.eq (local.get $op) (i32.const ${i})) (then (${name} (local.get $a) ${VALUES[i]})))`).join('\n')}
    (if (i32.eq (local.get $op) (i32.const ${FILL})) (then (memory.fill (local.get $a) (local.get $v) (local.get $n))))
    (if (i32.eq (local.get $op) (i32.const ${COPY})) (then (memory.copy (local.get $a) (local.get $b) (local.get $n))))
    (if (i32.eq (local.get $op) (i32.const ${INIT})) (then
      (memory.init $segment (local.get $a) (i32.const 0) (i32.const ${SEGMENT.length}))))
    (if (i32.eq (local.get $op) (i32.const ${GROW})) (then
      (if (i32.lt_u (memory.size) (i32.const ${MAX_PAGES})) (then
        (drop (memory.grow (i32.const 1)))
        (i32.store8 (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 1)) (local.get $v))))))
    (if (i32.eq (local.get $op) (i32.const ${HOST_WRITE})) (then
      (call $stable64_write (i64.const 0) (i64.extend_i32_u (local.get $b)) (i64.extend_i32_u (local.get $n)))
      (call $stable64_read (i64.extend_i32_u (local.get $a)) (i64.const 0) (i64.extend_i32_u (local.get $n)))))
    (if (local.get $trap) (then unreachable)))`,
};

interface Step {
  readonly op: number;
  readonly a: number;
  readonly b: number;
  readonly n: number;
  readonly v: number;
  readonly end: 'commit' | 'discard' | 'trap';
}

/** What the machine does, on a plain array; undefined when it does not fit. */
function model(memory: Buffer, { op, a, b, n, v }: Step): Buffer {
  const next =
    op === GROW && memory.length < MAX_PAGES * 65_536
      ? Buffer.concat([memory, Buffer.alloc(65_536)])
      : Buffer.from(memory);
  payload({ op, a, b, n, v, end: 'commit' }).copy(next, 0);
  if (op < FIRST_BULK) {
    const width = WIDTHS[op] ?? 1;
    if (op === 1) next.writeUInt16LE(v, a);
    else next.fill(v, a, a + width);
  } else if (op === FILL) next.fill(v, a, a + n);
  else if (op === COPY || op === HOST_WRITE) Buffer.from(next.subarray(b, b + n)).copy(next, a);
  else if (op === INIT) SEGMENT.copy(next, a);
  else if (next.length > memory.length) next[next.length - 1] = v;
  return next;
}

function payload({ op, a, b, n, v, end }: Step): Buffer {
  const bytes = Buffer.alloc(24);
  [op, a, b, n, v, end === 'trap' ? 1 : 0].forEach((word, i) => bytes.writeUInt32LE(word, i * 4));
  return bytes;
}

const address = fc.oneof(
  fc.integer({ min: 24, max: SIZE - 9000 }),
  fc.constantFrom(4095, 4094, 4089, 8191, 65_535, 65_521),
);
const step: fc.Arbitrary<Step> = fc.record({
  op: fc.nat(HOST_WRITE),
  a: address,
  b: address,
  n: fc.nat(9000),
  v: fc.integer({ min: 1, max: 255 }),
  end: fc.constantFrom('commit', 'discard', 'trap'),
});

test('property: every store instruction, bulk operation, growth and host write is undone or kept as a whole', () => {
  const canister = new OneCanister();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      expect(canister.install(MACHINE, { mode: 'reinstall' }).trap).toBeUndefined();
      let memory: Buffer = Buffer.alloc(SIZE);
      for (const one of steps) {
        const effect = one.end === 'discard' ? 'discard' : 'commit';
        const result = canister.run('step', { payload: new Uint8Array(payload(one)), effect });
        expect(result.trap?.message).toBe(one.end === 'trap' ? 'Canister trapped: unreachable' : undefined);
        if (one.end === 'commit') memory = model(memory, one);
        expect(result.memory.wasm).toBe(memory.length);
      }
      const shown = canister.host.read(CANISTER_COPY, 'heap', 0n, memory.length);
      expect(Buffer.from(shown).equals(memory)).toBe(true);
      const { answer } = canister.run('dump', { effect: 'discard' });
      expect(answer?.kind === 'reply' && memory.equals(answer.data)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
