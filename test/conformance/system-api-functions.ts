import assert from 'node:assert/strict';
import type { Principal } from '@dfinity/principal';
import { op, replyWith, script, type Script, type Step } from '../script-canister/script.ts';
import type { Bench } from './bench.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { assertReject, numberOf, REJECT, replyOf, textOf } from './ending.ts';

const CHAPTER = 'System API: functions';

/** What System API functions answer, with both widths of pointers. */
export function functionCases(): readonly CaseGroup[] {
  return ([32, 64] as const).map((pointers) => ({
    chapter: CHAPTER,
    cases: [...valueCases(pointers), ...callCases(pointers), ...cyclesCases(pointers)],
  }));
}

type Pointers = 32 | 64;
type Where = 'update' | 'query' | 'composite' | 'replicated query';
type Expected = bigint | string | ((bench: Bench, canister: Principal) => Uint8Array);
type Row = readonly [section: string, name: string, where: readonly Where[], value: Step, expected: Expected];

const number = (name: string, ...values: (number | bigint | string | Uint8Array)[]): Step =>
  op('toBlob', op(name, ...values));
const EVERYWHERE: readonly Where[] = ['update', 'query', 'composite', 'replicated query'];
const PINGED = 'what came as an argument';

const ROWS: readonly Row[] = [
  [
    'Method arguments',
    'ic0.msg_caller is the user',
    EVERYWHERE,
    op('caller'),
    (bench) => bench.alice.principal.toUint8Array(),
  ],
  [
    'Self-identification',
    'ic0.canister_self is the canister',
    EVERYWHERE,
    op('self'),
    (_, canister) => canister.toUint8Array(),
  ],
  ['Canister status', 'ic0.canister_status is 1', EVERYWHERE, number('status'), 1n],
  [
    'Replicated execution check',
    'ic0.in_replicated_execution is 1',
    ['update', 'replicated query'],
    number('replicated'),
    1n,
  ],
  [
    'Replicated execution check',
    'ic0.in_replicated_execution is 0',
    ['query', 'composite'],
    number('replicated'),
    0n,
  ],
  ['Method arguments', 'ic0.msg_deadline of a message of a user is 0', EVERYWHERE, number('deadline'), 0n],
  [
    'Controller check',
    'ic0.is_controller of a stranger is 0',
    EVERYWHERE,
    number('isController', Uint8Array.of(4)),
    0n,
  ],
  ['Cycles', 'a user sends no cycles', ['update', 'replicated query'], number('cyclesAvailable'), 0n],
  [
    'Cycles',
    'of nothing, nothing is accepted',
    ['update', 'replicated query'],
    number('cyclesAccept', 1000),
    0n,
  ],
  ['Cycles', 'burning 0 burns 0', ['update', 'replicated query'], number('cyclesBurn', 0), 0n],
  ['Cycles', 'burning 1000 burns 1000', ['update', 'replicated query'], number('cyclesBurn', 1000), 1000n],
  ['Global timer', 'without a timer, the value before is 0', ['update'], number('timerSet', 0), 0n],
];

function valueCases(pointers: Pointers): ConformanceCase[] {
  const rows = ROWS.flatMap(([section, name, where, value, expected]) =>
    where.map((kind) =>
      one(section, `${name} in an ${kind}`, pointers, async (bench, canister) => {
        const bytes = Buffer.from(await answer(bench, canister, kind, script(...replyWith(value))));
        if (typeof expected === 'bigint') assert.equal(bytes.readBigUInt64LE(), expected);
        else if (typeof expected === 'string') assert.equal(bytes.toString(), expected);
        else assert.deepEqual(bytes, Buffer.from(expected(bench, canister)));
      }),
    ),
  );
  const everywhere = (
    section: string,
    name: string,
    run: (bench: Bench, canister: Principal, where: Where) => Promise<void>,
  ) =>
    EVERYWHERE.map((where) =>
      one(section, `${name} in an ${where}`, pointers, (bench, canister) => run(bench, canister, where)),
    );
  return [
    ...rows,
    ...everywhere(
      'Controller check',
      'ic0.is_controller of a controller is 1',
      async (bench, canister, where) => {
        const value = number('isController', bench.alice.principal.toUint8Array());
        const bytes = await answer(bench, canister, where, script(...replyWith(value)));
        assert.equal(Buffer.from(bytes).readBigUInt64LE(), 1n);
      },
    ),
    ...everywhere('System time', 'ic0.time is near, and constant', async (bench, canister, where) => {
      const code = script(...replyWith(op('concat', number('time'), number('time'))));
      const bytes = Buffer.from(await answer(bench, canister, where, code));
      assert.equal(bytes.readBigUInt64LE(), bytes.readBigUInt64LE(8));
      assert.ok(Math.abs(Number(bytes.readBigUInt64LE() / 1_000_000n) - Date.now()) < 60_000);
    }),
    ...everywhere(
      'Performance counter',
      'ic0.performance_counter(0) grows',
      async (bench, canister, where) => {
        const code = script(
          ...replyWith(op('concat', number('performanceCounter', 0), number('performanceCounter', 0))),
        );
        const bytes = Buffer.from(await answer(bench, canister, where, code));
        assert.ok(bytes.readBigUInt64LE() > 0n && bytes.readBigUInt64LE(8) > bytes.readBigUInt64LE());
      },
    ),
    ...everywhere('Method arguments', 'ic0.msg_arg_data is the argument', async (bench, canister, where) => {
      const code = script(...replyWith(op('messageArgument')), op('drop', PINGED));
      assert.deepEqual(Buffer.from(await answer(bench, canister, where, code)), Buffer.from(code));
    }),
    ...everywhere('Responding', 'data is appended in order', async (bench, canister, where) => {
      const code = script(
        op('replyAppend', 'a'),
        op('replyAppend', ''),
        op('replyAppend', 'bc'),
        op('reply'),
      );
      assert.equal(Buffer.from(await answer(bench, canister, where, code)).toString(), 'abc');
    }),
    ...everywhere('Responding', 'data before a reject is discarded', async (bench, canister, where) => {
      const code = script(op('replyAppend', 'lost'), op('reject', 'said'));
      const ending = await send(bench, canister, where, code);
      assertReject(ending, { code: REJECT.canisterReject, text: 'said' });
    }),
    one(
      'Canister version',
      'ic0.canister_version grows with an update',
      pointers,
      async (bench, canister) => {
        const code = script(...replyWith(number('version')));
        const first = numberOf(await bench.alice.call(canister, 'update', code));
        assert.ok(numberOf(await bench.alice.call(canister, 'update', code)) > first);
      },
    ),
    one(
      'Debugging aids',
      'ic0.debug_print never traps, even beyond the memory',
      pointers,
      async (bench, canister) => {
        replyOf(
          await bench.alice.call(
            canister,
            'update',
            script(op('print', (0x7fff_0000n << 32n) | 16n), op('reply')),
          ),
        );
      },
    ),
  ];
}

/** A call of the canister to itself. */
function ask(canister: Principal, method: string, argument: Script, rest: Partial<Ask> = {}): Script {
  const {
    onReply = replyWith(op('messageArgument')),
    onReject = replyWith(op('rejectMessage')),
    steps = [],
  } = rest;
  return script(
    op('callNew', canister.toUint8Array(), method, script(...onReply), script(...onReject)),
    ...steps,
    op('callAppend', argument),
    op('drop', op('callPerform')),
  );
}

interface Ask {
  readonly onReply: Step[];
  readonly onReject: Step[];
  readonly steps: Step[];
}

function callCases(pointers: Pointers): ConformanceCase[] {
  const section = 'Inter-canister method calls';
  const call = (
    name: string,
    code: (canister: Principal) => Script,
    check: (bytes: Uint8Array, canister: Principal) => void,
  ) =>
    one(section, name, pointers, async (bench, canister) =>
      check(replyOf(await bench.alice.call(canister, 'update', code(canister))), canister),
    );
  const text = (expected: string) => (bytes: Uint8Array) =>
    assert.equal(Buffer.from(bytes).toString(), expected);
  const value = (expected: bigint) => (bytes: Uint8Array) =>
    assert.equal(Buffer.from(bytes).readBigUInt64LE(), expected);
  const hello = script(...replyWith('hello'));
  const no = script(op('reject', 'no'));
  const trap = op('trap', 'callback');
  return [
    call(
      'a reply is the argument of the reply callback',
      (self) => ask(self, 'update', hello),
      text('hello'),
    ),
    call('a query method can be called', (self) => ask(self, 'query', hello), text('hello')),
    call(
      'the callee sees the canister as its caller',
      (self) => ask(self, 'update', script(...replyWith(op('caller')))),
      (bytes, self) => assert.deepEqual(Buffer.from(bytes), Buffer.from(self.toUint8Array())),
    ),
    call('a reject is the message of the reject callback', (self) => ask(self, 'update', no), text('no')),
    call(
      'its code is 4',
      (self) => ask(self, 'update', no, { onReject: replyWith(number('rejectCode')) }),
      value(4n),
    ),
    call(
      'the code of a trap is 5',
      (self) => ask(self, 'update', script(op('unreachable')), { onReject: replyWith(number('rejectCode')) }),
      value(5n),
    ),
    call(
      'the reject code in a reply callback is 0',
      (self) => ask(self, 'update', hello, { onReply: replyWith(number('rejectCode')) }),
      value(0n),
    ),
    call(
      'the caller in a callback is that of the call',
      (self) => ask(self, 'update', hello, { onReply: replyWith(op('caller')) }),
      (bytes) => assert.equal(bytes.length, 29),
    ),
    call(
      'the argument is appended in order',
      (self) => {
        const parts = [hello.slice(0, 3), hello.slice(3)] as [Uint8Array, Uint8Array];
        return script(
          op(
            'callNew',
            self.toUint8Array(),
            'update',
            script(...replyWith(op('messageArgument'))),
            script(op('reply')),
          ),
          op('callAppend', parts[0]),
          op('callAppend', parts[1]),
          op('drop', op('callPerform')),
        );
      },
      text('hello'),
    ),
    call(
      'ic0.call_perform answers 0',
      (self) =>
        script(
          op('callNew', self.toUint8Array(), 'update', script(), script()),
          op('callAppend', script(op('reply'))),
          ...replyWith(op('toBlob', op('callPerform'))),
        ),
      value(0n),
    ),
    call(
      'a call that is not performed is forgotten',
      (self) =>
        script(op('callNew', self.toUint8Array(), 'update', script(), script()), ...replyWith('alone')),
      text('alone'),
    ),
    call(
      'ic0.call_new discards the call before',
      (self) =>
        script(
          op('callNew', self.toUint8Array(), 'no such', script(), script()),
          op(
            'callNew',
            self.toUint8Array(),
            'update',
            script(...replyWith(op('messageArgument'))),
            script(op('reply')),
          ),
          op('callAppend', hello),
          op('drop', op('callPerform')),
        ),
      text('hello'),
    ),
    call(
      'a bounded-wait call that is answered in time',
      (self) => ask(self, 'update', hello, { steps: [op('callBounded', 60)] }),
      text('hello'),
    ),
    call(
      'the callee of a bounded-wait call has a deadline',
      (self) =>
        ask(self, 'update', script(...replyWith(number('deadline'))), { steps: [op('callBounded', 60)] }),
      (bytes) => {
        const ms = Number(Buffer.from(bytes).readBigUInt64LE() / 1_000_000n) - Date.now();
        assert.ok(ms > 0 && ms < 120_000, `expected a deadline in about 60 s, got ${ms} ms`);
      },
    ),
    call(
      'a time limit beyond the greatest is cut silently',
      (self) => ask(self, 'update', hello, { steps: [op('callBounded', 1_000_000)] }),
      text('hello'),
    ),
    ...(
      [
        ['reply', hello, 0n],
        ['reject', no, 4n],
      ] as const
    ).map(([kind, argument, code]) =>
      one(
        section,
        `the clean-up of a ${kind} callback sees reject code ${code}`,
        pointers,
        async (bench, canister) => {
          const steps = [op('callOnCleanup', script(op('setSlot', 7, op('add', op('rejectCode'), 100))))];
          await bench.alice.call(
            canister,
            'update',
            ask(canister, 'update', argument, { onReply: [trap], onReject: [trap], steps }),
          );
          assert.equal(await bench.slot(canister, 7), 100n + code);
        },
      ),
    ),
    one(section, 'a clean-up that fails is told beside its callback', pointers, async (bench, canister) => {
      const steps = [op('callOnCleanup', script(op('trap', 'the clean-up')))];
      const ending = await bench.alice.call(
        canister,
        'update',
        ask(canister, 'update', hello, { onReply: [trap], steps }),
      );
      assertReject(ending, {
        code: REJECT.canisterError,
        errorCode: 'IC0503',
        text: /callback[^]*the clean-up/,
      });
    }),
    one(section, 'calls to one canister are executed in order', pointers, async (bench, canister) => {
      const append = (digit: number) =>
        script(op('setSlot', 8, op('add', op('add', op('slot', 8), op('slot', 8)), digit)), op('reply'));
      const send_ = (digit: number): Step[] => [
        op('callNew', canister.toUint8Array(), 'update', script(), script()),
        op('callAppend', append(digit)),
        op('drop', op('callPerform')),
      ];
      const last = ask(canister, 'update', script(...replyWith(number('slot', 8))));
      const first = script(op('setSlot', 8, 0), ...send_(1), ...send_(0), ...send_(1), ...send_(1));
      const bytes = Buffer.concat([first, last]);
      assert.equal(numberOf(await bench.alice.call(canister, 'update', bytes)), 0b1011n);
    }),
    ...(['query', 'composite'] as const).map((method) =>
      one('Composite queries', `a composite query calls a ${method}`, pointers, async (bench, canister) => {
        const other = await bench.canister('functions other');
        assert.equal(
          textOf(await bench.alice.query(canister, 'composite', ask(other, method, hello))),
          'hello',
        );
      }),
    ),
    one('Composite queries', 'a composite query cannot call an update', pointers, async (bench, canister) => {
      const other = await bench.canister('functions other');
      const code = ask(other, 'update', hello, { onReject: replyWith(number('rejectCode')) });
      assert.equal(numberOf(await bench.alice.query(canister, 'composite', code)), 5n);
    }),
    one('Composite queries', 'an update cannot call a composite query', pointers, async (bench, canister) => {
      const code = ask(canister, 'composite', hello, { onReject: replyWith(number('rejectCode')) });
      assert.equal(numberOf(await bench.alice.call(canister, 'update', code)), 5n);
    }),
  ];
}

function cyclesCases(pointers: Pointers): ConformanceCase[] {
  const rows: readonly (readonly [string, Step[], Step, bigint])[] = [
    ['what was sent is available', replyWith(number('cyclesAvailable')), op('messageArgument'), 1000n],
    [
      'what is accepted is not refunded',
      [op('drop', op('cyclesAccept', 400)), op('reply')],
      number('cyclesRefunded'),
      600n,
    ],
    ['what is not accepted is refunded', [op('reply')], number('cyclesRefunded'), 1000n],
    [
      'no more is accepted than was sent',
      replyWith(number('cyclesAccept', 5000)),
      op('messageArgument'),
      1000n,
    ],
    [
      'twice accepted adds up',
      [op('drop', op('cyclesAccept', 300)), ...replyWith(number('cyclesAccept', 300))],
      number('cyclesRefunded'),
      400n,
    ],
    [
      'a trap refunds all',
      [op('drop', op('cyclesAccept', 400)), op('unreachable')],
      number('cyclesRefunded'),
      1000n,
    ],
    [
      'a reject refunds what was not accepted',
      [op('drop', op('cyclesAccept', 400)), op('reject', 'x')],
      number('cyclesRefunded'),
      600n,
    ],
  ];
  return [
    ...rows.map(([name, callee, onEnd, expected]) =>
      one('Cycles', name, pointers, async (bench, canister) => {
        const other = await bench.canister('functions other');
        const code = ask(other, 'update', script(...callee), {
          onReply: replyWith(onEnd),
          onReject: replyWith(onEnd),
          steps: [op('callCycles', 1000)],
        });
        assert.equal(numberOf(await bench.alice.call(canister, 'update', code)), expected);
      }),
    ),
    one('Cycles', 'more than the balance cannot be sent', pointers, async (bench, canister) => {
      const code = ask(canister, 'update', script(), { steps: [op('callCycles', (1n << 63n) - 1n)] });
      assertReject(await bench.alice.call(canister, 'update', code), { code: REJECT.canisterError });
    }),
  ];
}

function one(
  section: string,
  name: string,
  pointers: Pointers,
  run: (bench: Bench, canister: Principal) => Promise<void>,
): ConformanceCase {
  return conformanceCase(`canister-interface, ${section}`, `${name} (${pointers}-bit)`, async (bench) =>
    run(bench, await bench.canister(`functions ${pointers}`, { pointers })),
  );
}

function send(bench: Bench, canister: Principal, where: Where, code: Script) {
  if (where === 'update') return bench.alice.call(canister, 'update', code);
  if (where === 'replicated query') return bench.alice.call(canister, 'query', code);
  return bench.alice.query(canister, where, code);
}

async function answer(bench: Bench, canister: Principal, where: Where, code: Script): Promise<Uint8Array> {
  return replyOf(await send(bench, canister, where, code));
}
