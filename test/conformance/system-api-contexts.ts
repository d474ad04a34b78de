import assert from 'node:assert/strict';
import type { Principal } from '@dfinity/principal';
import wabt from 'wabt';
import { HOOKS } from '../script-canister/operations.ts';
import { op, replyWith, script, type Script, type Step } from '../script-canister/script.ts';
import type { Bench } from './bench.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import { assertReject, describeEnding, numberOf, REJECT, replyOf, type Ending } from './ending.ts';
import { installation } from './management-candid.ts';
import { inTransform, withoutOutcalls } from './transform-context.ts';
import { callText, importText, isAllowed, SYSTEM_API, type ApiRow } from './system-api-table.ts';

const CHAPTER = 'System API: contexts';
const SECTION = 'canister-interface, Overview of imports';
/** Each function runs in a context of its own kind; the answer says whether it was let through. */
interface Context {
  readonly code: string;
  readonly title: string;
  readonly pointers?: 32 | 64;
  readonly skip?: ConformanceCase['skip'];
  readonly run: (bench: Bench, api: ApiRow, canister: Principal) => Promise<Ending>;
}

/** A row per System API function and context: it runs where the table allows it, and traps elsewhere. */
export function systemApiContexts(): readonly CaseGroup[] {
  return CONTEXTS.map((context) => ({
    chapter: CHAPTER,
    cases: SYSTEM_API.filter(({ only32 }) => !only32 || context.pointers !== 64).map((api) =>
      caseOf(context, api),
    ),
  }));
}

function caseOf(context: Context, api: ApiRow): ConformanceCase {
  const allowed = isAllowed(api, context.code);
  const name = `ic0.${api.name} ${allowed ? 'runs in' : 'traps in'} ${context.title}`;
  const one = conformanceCase(SECTION, name, async (bench) => {
    const ending = await context.run(bench, api, await probeCanister(bench, context));
    const heard = context.code !== 'T';
    if (api.name === 'trap')
      return assertReject(ending, {
        code: REJECT.canisterError,
        ...(heard && { text: 'ic0.trap' }),
      });
    if (!allowed)
      return assertReject(ending, {
        code: REJECT.canisterError,
        ...(heard && { errorCode: 'IC0504', text: 'cannot be executed in' }),
      });
    if (api.name === 'msg_reject') return assertReject(ending, { code: REJECT.canisterReject });
    assert.equal(ending.kind, 'reply', `expected that it runs, got ${describeEnding(ending)}`);
  });
  return { ...one, ...(context.skip !== undefined && { skip: context.skip }) };
}

function probes(pointers: 32 | 64) {
  const rows = SYSTEM_API.filter(({ only32 }) => !only32 || pointers === 32);
  const type = `i${pointers}` as const;
  return {
    imports: rows.map((api) => importText(api, type)),
    bodies: rows.map((api) => callText(api, type)),
    rows,
  };
}

function probeOptions(pointers: 32 | 64) {
  const { imports, bodies } = probes(pointers);
  return {
    pointers,
    hooks: ['timer', 'inspect', 'transform'] as const,
    probes: { imports, bodies },
    fields: FIELDS[pointers],
  };
}

/** The name of the environment variable, where the harmless calls look for it. */
const FIELDS = {
  32: '(data (i32.const 768) "A")',
  64: '(data (i64.const 768) "A")',
} as const;

const ACCEPT = op('setHook', HOOKS.inspect, script(op('acceptMessage')));
const SETTINGS = { environment_variables: [{ name: 'A', value: 'B' }] };

function probeCanister(bench: Bench, context: Context): Promise<Principal> {
  return bench.canister(`probe ${context.title}`, {
    ...probeOptions(context.pointers ?? 32),
    init: script(ACCEPT),
    settings: SETTINGS,
  });
}

const answering = (bench: Bench) => bench.canister('answers');

/** The steps that call a function, with a call under construction where the function needs one. */
function probe(api: ApiRow, context: string, pointers: 32 | 64 = 32): Step[] {
  const building = api.name.startsWith('call_') && api.name !== 'call_new';
  const canBuild = ['U', 'CQ', 'Ry', 'Rt', 'CRy', 'CRt', 'T'].includes(context);
  const start = building && canBuild ? [op('callNew', new Uint8Array(), 'x', script(), script())] : [];
  return [...start, op('probe', probes(pointers).rows.indexOf(api))];
}

/** The steps of a message that answers, unless the function itself has answered. */
function answeringProbe(api: ApiRow, context: string, pointers: 32 | 64 = 32): Script {
  const answers = api.name === 'msg_reply' || api.name === 'msg_reject';
  return script(...probe(api, context, pointers), ...(answers ? [] : [op('reply')]));
}

/** A script that calls a canister which replies or rejects; what it runs then. */
async function calling(bench: Bench, reject: boolean, onReply: Script, onReject: Script, cleanup?: Script) {
  const callee = (await answering(bench)).toUint8Array();
  return script(
    op('callNew', callee, 'query', onReply, onReject),
    ...(cleanup ? [op('callOnCleanup', cleanup)] : []),
    op('callAppend', script(reject ? op('reject', 'no') : op('reply'))),
    op('drop', op('callPerform')),
  );
}

const TRAP = script(op('trap', 'in the callback'));

const CONTEXTS: readonly Context[] = [
  { code: 'I', title: 'canister_init', run: inInstall('reinstall') },
  { code: 'I', title: 'canister_post_upgrade', run: inInstall('upgrade') },
  {
    code: 'G',
    title: 'canister_pre_upgrade',
    run: async (bench, api, canister) => {
      const hook = op('setHook', HOOKS.preUpgrade, script(...probe(api, 'G')));
      replyOf(await bench.alice.call(canister, 'update', script(hook, op('reply'))));
      const wasm = await bench.module(probeOptions(32));
      const ending = await bench.install(canister, wasm, script(ACCEPT), 'upgrade');
      const undo = op('setHook', HOOKS.preUpgrade, script());
      replyOf(await bench.alice.call(canister, 'update', script(undo, op('reply'))));
      return ending;
    },
  },
  { code: 'U', title: 'an update method', run: inUpdate('update', 'U') },
  {
    code: 'U',
    title: 'an update method with 64-bit pointers',
    pointers: 64,
    run: inUpdate('update', 'U', 64),
  },
  { code: 'RQ', title: 'a query method in replicated mode', run: inUpdate('query', 'RQ') },
  { code: 'NRQ', title: 'a query method in non-replicated mode', run: inQuery('query', 'NRQ') },
  {
    code: 'NRQ',
    title: 'a query method with 64-bit pointers',
    pointers: 64,
    run: inQuery('query', 'NRQ', 64),
  },
  { code: 'CQ', title: 'a composite query method', run: inQuery('composite', 'CQ') },
  {
    code: 'Ry',
    title: 'a reply callback',
    run: async (bench, api, canister) =>
      bench.alice.call(canister, 'update', await calling(bench, false, answeringProbe(api, 'Ry'), TRAP)),
  },
  {
    code: 'Rt',
    title: 'a reject callback',
    run: async (bench, api, canister) =>
      bench.alice.call(canister, 'update', await calling(bench, true, TRAP, answeringProbe(api, 'Rt'))),
  },
  {
    code: 'CRy',
    title: 'a reply callback of a composite query',
    run: async (bench, api, canister) =>
      bench.alice.query(canister, 'composite', await calling(bench, false, answeringProbe(api, 'CRy'), TRAP)),
  },
  {
    code: 'CRt',
    title: 'a reject callback of a composite query',
    run: async (bench, api, canister) =>
      bench.alice.query(canister, 'composite', await calling(bench, true, TRAP, answeringProbe(api, 'CRt'))),
  },
  {
    code: 'C',
    title: 'a cleanup callback',
    run: async (bench, api, canister) =>
      cleanedUp(
        await bench.alice.call(
          canister,
          'update',
          await calling(bench, false, TRAP, TRAP, script(...probe(api, 'C'))),
        ),
      ),
  },
  {
    code: 'CC',
    title: 'a cleanup callback of a composite query',
    run: async (bench, api, canister) =>
      cleanedUp(
        await bench.alice.query(
          canister,
          'composite',
          await calling(bench, false, TRAP, TRAP, script(...probe(api, 'CC'))),
        ),
      ),
  },
  {
    code: 'F',
    title: 'canister_inspect_message',
    run: async (bench, api, canister) => {
      const accepts = api.name === 'accept_message' ? [] : [op('acceptMessage')];
      const hook = op('setHook', HOOKS.inspect, script(op('run', op('messageArgument'))));
      const wasm = await bench.module(probeOptions(32));
      replyOf(await bench.install(canister, wasm, script(hook), 'reinstall'));
      const ending = await bench.alice.call(canister, 'update', script(...probe(api, 'F'), ...accepts));
      // Certified: the message was accepted and ran, and its own call of accept_message trapped.
      return ending.kind === 'reject' && ending.certified
        ? { kind: 'reply', bytes: new Uint8Array() }
        : ending;
    },
  },
  {
    code: 'TQ',
    title: 'the transform of an HTTP outcall',
    skip: withoutOutcalls,
    run: (bench, api, canister) => inTransform(bench, canister, answeringProbe(api, 'TQ')),
  },
  { code: 'T', title: 'canister_global_timer', run: inTimer },
  { code: 's', title: 'the (start) function', run: inStart },
];

function inUpdate(method: string, context: string, pointers: 32 | 64 = 32): Context['run'] {
  return (bench, api, canister) => bench.alice.call(canister, method, answeringProbe(api, context, pointers));
}

function inQuery(method: string, context: string, pointers: 32 | 64 = 32): Context['run'] {
  return (bench, api, canister) =>
    bench.alice.query(canister, method, answeringProbe(api, context, pointers));
}

function inInstall(mode: 'reinstall' | 'upgrade'): Context['run'] {
  return async (bench, api, canister) => {
    const wasm = await bench.module(probeOptions(32));
    const argument = script(...probe(api, 'I'), ACCEPT);
    return bench.manage('install_code', canister, installation(canister, mode, wasm, argument));
  };
}

/** Turns the end of a call whose callback trapped into the end of its cleanup callback. */
function cleanedUp(ending: Ending): Ending {
  if (ending.kind !== 'reject') return ending;
  assert.ok(ending.message.includes('in the callback'), `expected the trap, got ${describeEnding(ending)}`);
  const after = ending.message.split('call_on_cleanup also failed:')[1];
  if (after === undefined) return { kind: 'reply', bytes: new Uint8Array() };
  const errorCode = after.includes('violated contract') ? 'IC0504' : '';
  return { kind: 'reject', code: 5, errorCode, message: after, certified: ending.certified };
}

const POLLS_MAX = 500;
/** A trap that nobody hears of; only its missing effects tell. */
const UNHEARD = '(a trap without a caller)';

async function inTimer(bench: Bench, api: ApiRow, canister: Principal): Promise<Ending> {
  const task = script(...probe(api, 'T'), op('setSlot', 1, 1));
  const armed = script(
    op('setSlot', 1, 0),
    op('setHook', HOOKS.timer, task),
    op('drop', op('timerSet', 1)),
    op('reply'),
  );
  replyOf(await bench.alice.call(canister, 'update', armed));
  // Set to the same moment again: the answer is 0 exactly when the timer has fired in between.
  const again = script(...replyWith(op('toBlob', op('timerSet', 1))));
  for (let poll = 0; poll < POLLS_MAX; poll++) {
    const fired = numberOf(await bench.alice.call(canister, 'update', again)) === 0n;
    if (!fired) continue;
    if ((await bench.slot(canister, 1)) === 1n) return { kind: 'reply', bytes: new Uint8Array() };
    return { kind: 'reject', code: REJECT.canisterError, errorCode: '', message: UNHEARD, certified: false };
  }
  assert.fail('expected the timer to fire, got none of its effects');
}

async function inStart(bench: Bench, api: ApiRow, canister: Principal): Promise<Ending> {
  const { parseWat } = await wabt();
  const text = `(module ${importText(api, 'i32')} (memory 1) (func $start ${callText(api, 'i32')}) (start $start))`;
  const module = parseWat('start.wat', text);
  const wasm = Uint8Array.from(module.toBinary({}).buffer);
  module.destroy();
  return bench.install(canister, wasm, undefined, 'reinstall');
}
