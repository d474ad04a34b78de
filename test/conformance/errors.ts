import { op, replyWith, script, type Script, type Step } from '../script-canister/script.ts';
import { MANAGEMENT, type Bench } from './bench.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { assertReject, REJECT, replyOf, textOf, type ExpectedReject } from './ending.ts';

const PAGE = 'execution-errors';
const CODES = 'https-interface, Reject codes';
const { canisterError, canisterReject, destinationInvalid } = REJECT;

type Row = readonly [section: string, name: string, code: Script, expected: ExpectedReject];

const trapped = (text: string | RegExp): ExpectedReject => ({
  code: canisterError,
  errorCode: 'IC0502',
  text,
});
const violated = (text: string | RegExp): ExpectedReject => ({
  code: canisterError,
  errorCode: 'IC0504',
  text,
});
const mebibytes = (count: number): Step => op('zeros', count * 1024 * 1024);
const FAR = 0x7fff_0000n;
/** A blob value that names bytes which are not in the memory. */
const OUTSIDE = (FAR << 32n) | 16n;

/** Scripts whose end the specification and the published list of errors foretell, in updates and queries alike. */
const ROWS: readonly Row[] = [
  [`${PAGE}, Trapped`, 'unreachable', script(op('unreachable')), trapped('Canister trapped: unreachable')],
  [
    `${PAGE}, Trapped`,
    'a division by zero',
    script(op('drop', op('divide', 1, 0))),
    trapped(/Canister trapped: integer division by (0|zero)/),
  ],
  [
    `${PAGE}, Trapped`,
    'a read beyond the memory',
    script(op('drop', op('load', FAR))),
    trapped('Canister trapped: heap out of bounds'),
  ],
  [
    `${PAGE}, Trapped`,
    'a write beyond the memory',
    script(op('store', FAR, 1)),
    trapped('Canister trapped: heap out of bounds'),
  ],
  [
    `${PAGE}, Trapped`,
    'a read beyond the stable memory',
    script(op('drop', op('stableRead', 1_000_000_000, 8))),
    trapped('Canister trapped: stable memory out of bounds'),
  ],
  [
    `${PAGE}, Trapped`,
    'a write beyond the stable memory',
    script(op('stableWrite', 1_000_000_000, 'x')),
    trapped('Canister trapped: stable memory out of bounds'),
  ],
  [
    `${PAGE}, Trapped`,
    'an undefined entry of a table',
    script(op('callTable', 1000)),
    trapped(/Canister trapped: /),
  ],
  [
    `${PAGE}, Trapped`,
    'recursion without an end',
    script(op('recurse')),
    trapped('Canister trapped: stack overflow'),
  ],
  [
    `${PAGE}, Trapped`,
    'a System API function told of bytes beyond the memory',
    script(op('replyAppend', OUTSIDE)),
    { code: canisterError },
  ],
  [
    `${PAGE}, Trapped explicitly`,
    'ic0.trap',
    script(op('trap', 'out of tea')),
    {
      code: canisterError,
      errorCode: 'IC0503',
      text: "Canister called `ic0.trap` with message: 'out of tea'",
    },
  ],
  [
    `${PAGE}, Trapped explicitly`,
    'ic0.trap after a reply',
    script(...replyWith('x'), op('trap', 'late')),
    { code: canisterError, errorCode: 'IC0503', text: 'late' },
  ],
  [
    `${PAGE}, Trapped explicitly`,
    'ic0.trap with words in Urdu',
    script(op('trap', 'چائے نہیں')),
    { code: canisterError, errorCode: 'IC0503', text: 'چائے نہیں' },
  ],
  [
    CODES,
    'ic0.msg_reject',
    script(op('reject', 'come tomorrow')),
    { code: canisterReject, errorCode: 'IC0406', text: 'come tomorrow' },
  ],
  [
    CODES,
    'ic0.msg_reject with nothing to say',
    script(op('reject', '')),
    { code: canisterReject, text: /^$/ },
  ],
  [
    'canister-interface, Responding',
    'ic0.msg_reject with bytes that are no UTF-8',
    script(op('reject', Uint8Array.of(0xff, 0xfe))),
    { code: canisterError },
  ],
  [
    'canister-interface, Responding',
    'a message without an answer',
    script(),
    { code: canisterError, errorCode: 'IC0506' },
  ],
  [
    'canister-interface, Responding',
    'data without a reply',
    script(op('replyAppend', 'x')),
    { code: canisterError, errorCode: 'IC0506' },
  ],
  ['canister-interface, Responding', 'two replies', script(op('reply'), op('reply')), violated('ic0')],
  [
    'canister-interface, Responding',
    'a reply after a reject',
    script(op('reject', 'x'), op('reply')),
    violated('ic0'),
  ],
  [
    'canister-interface, Responding',
    'a reject after a reply',
    script(op('reply'), op('reject', 'x')),
    violated('ic0'),
  ],
  [
    'canister-interface, Responding',
    'data after a reply',
    script(op('reply'), op('replyAppend', 'x')),
    violated('ic0'),
  ],
  [
    `${PAGE}, Calling a system API from the wrong mode`,
    'ic0.accept_message',
    script(op('acceptMessage')),
    violated(/Canister violated contract: "?ic0[_.]accept_message"? cannot be executed in/),
  ],
  [
    `${PAGE}, Calling a system API from the wrong mode`,
    'ic0.msg_reject_msg_size',
    script(op('drop', op('rejectMessage'))),
    violated(/Canister violated contract: "?ic0[_.]msg_reject_msg_size"? cannot be executed in/),
  ],
  [
    'canister-interface, Controller check',
    'a principal of 30 bytes',
    script(op('drop', op('isController', new Uint8Array(30)))),
    { code: canisterError },
  ],
];

const UPDATE_ROWS: readonly Row[] = [
  [
    `${PAGE}, certified_data_set payload too large`,
    '33 bytes',
    script(op('certifiedDataSet', new Uint8Array(33))),
    violated('33'),
  ],
  [
    `${PAGE}, Canister made a call with too large a method name`,
    '20,001 bytes',
    script(op('callNew', new Uint8Array(), new Uint8Array(20_001).fill(97), script(), script())),
    violated('20001'),
  ],
  [
    `${PAGE}, msg_reply_data_append payload too large`,
    '2 MiB and one byte',
    script(op('replyAppend', mebibytes(2)), op('replyAppend', 'x')),
    violated('cannot be larger than 2097152'),
  ],
  [
    `${PAGE}, msg_reject payload too large`,
    '2 MiB and one byte',
    script(op('reject', op('concat', mebibytes(2), 'x'))),
    violated('cannot be larger than 2097152'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'ic0.call_data_append without a call',
    script(op('callAppend', 'x')),
    violated('ic0'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'ic0.call_perform without a call',
    script(op('drop', op('callPerform'))),
    violated('ic0'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'ic0.call_cycles_add128 without a call',
    script(op('callCycles', 1)),
    violated('ic0'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'ic0.call_on_cleanup without a call',
    script(op('callOnCleanup', script())),
    violated('ic0'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'ic0.call_with_best_effort_response without a call',
    script(op('callBounded', 1)),
    violated('ic0'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'two clean-ups for a call',
    script(
      op('callNew', new Uint8Array(), 'm', script(), script()),
      op('callOnCleanup', script()),
      op('callOnCleanup', script()),
    ),
    violated('ic0'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'two time limits for a call',
    script(
      op('callNew', new Uint8Array(), 'm', script(), script()),
      op('callBounded', 1),
      op('callBounded', 1),
    ),
    violated('ic0'),
  ],
  [
    'canister-interface, Inter-canister method calls',
    'a callee of 30 bytes',
    script(op('callNew', new Uint8Array(30), 'm', script(), script())),
    { code: canisterError },
  ],
];

/** Reject codes, error codes and their texts. */
export function errorCases(): readonly CaseGroup[] {
  return [
    { chapter: 'Errors', cases: ROWS.flatMap((row) => [inMessage(row, 'update'), inMessage(row, 'query')]) },
    { chapter: 'Errors', cases: [...UPDATE_ROWS.map((row) => inMessage(row, 'update')), ...limitCases()] },
    { chapter: 'Errors', cases: ROWS.map(betweenCanisters) },
    { chapter: 'Errors', cases: destinationCases() },
  ];
}

function inMessage([section, name, code, expected]: Row, kind: 'update' | 'query'): ConformanceCase {
  return conformanceCase(section, `${name}: reject ${expected.code} (${kind})`, async (bench) => {
    const canister = await bench.canister('errors');
    const ending =
      kind === 'update'
        ? await bench.alice.call(canister, kind, code)
        : await bench.alice.query(canister, kind, code);
    assertReject(ending, { ...expected, certified: kind === 'update' });
  });
}

/** A call to another canister; the answer is the reject code as a character, then the reject message. */
function asking(callee: Uint8Array, method: string, argument: Uint8Array): Script {
  return script(
    op(
      'callNew',
      callee,
      method,
      script(...replyWith('replied')),
      script(...replyWith(op('concat', op('toBlob', op('rejectCode')), op('rejectMessage')))),
    ),
    op('callAppend', argument),
    op('drop', op('callPerform')),
  );
}

async function assertHeard(bench: Bench, code: Script, expected: ExpectedReject): Promise<void> {
  const reply = replyOf(await bench.alice.call(await bench.canister('errors caller'), 'update', code));
  const message = Buffer.from(reply.subarray(8)).toString();
  assertReject({ kind: 'reject', code: reply[0] ?? 0, message, errorCode: '', certified: true }, expected);
}

function betweenCanisters([section, name, code, { code: rejectCode, text }]: Row): ConformanceCase {
  return conformanceCase(section, `${name}: reject ${rejectCode} (heard by a canister)`, async (bench) => {
    const callee = (await bench.canister('errors')).toUint8Array();
    await assertHeard(bench, asking(callee, 'update', code), { code: rejectCode, ...(text && { text }) });
  });
}

function limitCases(): ConformanceCase[] {
  return [
    conformanceCase('resource-limits, Message limits', 'a reply of 2 MiB is delivered', async (bench) => {
      const code = script(op('replyAppend', mebibytes(2)), op('reply'));
      const reply = replyOf(await bench.alice.call(await bench.canister('errors'), 'update', code));
      if (reply.length !== 2 * 1024 * 1024) throw new Error(`expected 2 MiB, got ${reply.length} bytes`);
    }),
    conformanceCase(
      'resource-limits, Message limits',
      'a query reply of 3 MiB is delivered',
      async (bench) => {
        const code = script(op('replyAppend', mebibytes(3)), op('reply'));
        const reply = replyOf(await bench.alice.query(await bench.canister('errors'), 'query', code));
        if (reply.length !== 3 * 1024 * 1024) throw new Error(`expected 3 MiB, got ${reply.length} bytes`);
      },
    ),
    conformanceCase(
      'resource-limits, Message limits',
      'a query reply beyond 3 MiB is refused',
      async (bench) => {
        const code = script(op('replyAppend', mebibytes(3)), op('replyAppend', 'x'), op('reply'));
        assertReject(
          await bench.alice.query(await bench.canister('errors'), 'query', code),
          violated('3145728'),
        );
      },
    ),
    conformanceCase(
      'resource-limits, Instruction limits',
      'a query that never ends is stopped',
      async (bench) => {
        const ending = await bench.alice.query(
          await bench.canister('errors'),
          'query',
          script(op('loopForever')),
        );
        assertReject(ending, {
          code: canisterError,
          errorCode: 'IC0522',
          text: /exceeded the (instruction limit|limit of 5000000000 instructions) for single message execution/,
        });
      },
    ),
  ];
}

const CALLED = script(...replyWith('here'));

function destinationCases(): ConformanceCase[] {
  const absent = async (bench: Bench) => {
    const canister = await bench.create();
    replyOf(await bench.manage('stop_canister', canister));
    replyOf(await bench.manage('delete_canister', canister));
    return canister;
  };
  const one = (name: string, run: (bench: Bench) => Promise<void>) => conformanceCase(CODES, name, run);
  return [
    one('a method that does not exist (update)', async (bench) => {
      const ending = await bench.alice.call(await bench.canister('errors'), 'no such', CALLED);
      assertReject(ending, {
        code: canisterError,
        errorCode: 'IC0536',
        text: "Canister has no update method 'no such'",
      });
    }),
    one('a method that does not exist (query)', async (bench) => {
      const ending = await bench.alice.query(await bench.canister('errors'), 'no such', CALLED);
      assertReject(ending, {
        code: canisterError,
        errorCode: 'IC0536',
        text: "Canister has no query method 'no such'",
      });
    }),
    one('a method that does not exist (heard by a canister)', async (bench) => {
      const callee = (await bench.canister('errors')).toUint8Array();
      await assertHeard(bench, asking(callee, 'no such', CALLED), {
        code: canisterError,
        text: "has no update method 'no such'",
      });
    }),
    one('an empty canister (update)', async (bench) => {
      const canister = await bench.create();
      const ending = await bench.alice.call(canister, 'update', CALLED);
      assertReject(ending, {
        code: canisterError,
        errorCode: 'IC0537',
        text: 'contains no Wasm module',
        certified: false,
      });
    }),
    one('an empty canister (query)', async (bench) => {
      const ending = await bench.alice.query(await bench.create(), 'query', CALLED);
      assertReject(ending, { code: canisterError, errorCode: 'IC0537', text: 'contains no Wasm module' });
    }),
    one('an empty canister (heard by a canister)', async (bench) => {
      const callee = (await bench.create()).toUint8Array();
      await assertHeard(bench, asking(callee, 'update', CALLED), {
        code: canisterError,
        text: 'no Wasm module',
      });
    }),
    one('a canister that was deleted (update)', async (bench) => {
      const ending = await bench.alice.call(await absent(bench), 'update', CALLED);
      assertReject(ending, {
        code: destinationInvalid,
        errorCode: 'IC0301',
        text: /Canister .* not found/,
        certified: false,
      });
    }),
    one('a canister that was deleted (query)', async (bench) => {
      const ending = await bench.alice.query(await absent(bench), 'query', CALLED);
      assertReject(ending, { code: destinationInvalid, errorCode: 'IC0301', text: /Canister .* not found/ });
    }),
    one('a canister that was deleted (heard by a canister)', async (bench) => {
      const callee = (await absent(bench)).toUint8Array();
      await assertHeard(bench, asking(callee, 'update', CALLED), {
        code: destinationInvalid,
        text: /Canister .* not found/,
      });
    }),
    one('a canister that is stopped', async (bench) => {
      const canister = await bench.canister('errors stopped');
      replyOf(await bench.manage('stop_canister', canister));
      assertReject(await bench.alice.call(canister, 'update', CALLED), {
        code: canisterError,
        errorCode: 'IC0508',
      });
      assertReject(await bench.alice.query(canister, 'query', CALLED), {
        code: canisterError,
        errorCode: 'IC0508',
      });
      await assertHeard(bench, asking(canister.toUint8Array(), 'update', CALLED), {
        code: canisterError,
        text: 'is stopped',
      });
      replyOf(await bench.manage('start_canister', canister));
      if (textOf(await bench.alice.call(canister, 'update', CALLED)) !== 'here')
        throw new Error('expected it to run again');
    }),
    one('a method of the management canister that does not exist (heard by a canister)', async (bench) => {
      await assertHeard(bench, asking(MANAGEMENT.toUint8Array(), 'no_such', CALLED), { code: canisterError });
    }),
    one('an argument of the management canister that is no Candid (heard by a canister)', async (bench) => {
      await assertHeard(bench, asking(MANAGEMENT.toUint8Array(), 'canister_status', Uint8Array.of(1, 2)), {
        code: canisterReject,
      });
    }),
  ];
}
