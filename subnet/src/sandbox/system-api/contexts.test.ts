import { expect, test } from 'vitest';
import type { EntryPoint } from '../protocol.ts';
import type { Mode } from './execution-mode.ts';
import { OneCanister } from '../canister-fixture.ts';
import { modeBit, MODES, modeText } from './execution-mode.ts';
import { IMPORT_TABLE } from './import-table.ts';

/** Arguments with which a function does its work where it may be called; absent: all zero. */
const ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  env_var_name_copy: [0, 0, 0, 4],
  env_var_name_exists: [500, 4],
  env_var_value_size: [500, 4],
  env_var_value_copy: [500, 4, 0, 0, 5],
  cost_sign_with_ecdsa: [510, 5, 0, 0],
  cost_sign_with_schnorr: [510, 5, 1, 0],
  cost_vetkd_derive_key: [510, 5, 0, 0],
};

/** Functions that need a call under construction. */
const NEEDS_CALL: ReadonlySet<string> = new Set([
  'call_on_cleanup',
  'call_data_append',
  'call_with_best_effort_response',
  'call_cycles_add',
  'call_cycles_add128',
  'call_perform',
]);

const CLOSURE = { fun: 1n, env: 0n };
const ENTRIES: readonly (readonly [Mode, EntryPoint, replicated: boolean])[] = [
  ['U', { kind: 'update', method: 'u' }, true],
  ['RQ', { kind: 'query', method: 'q' }, true],
  ['NRQ', { kind: 'query', method: 'q' }, false],
  ['TQ', { kind: 'query', method: 'q', transform: true }, false],
  ['CQ', { kind: 'composite_query', method: 'c' }, false],
  ['Ry', { kind: 'reply_callback', closure: CLOSURE }, true],
  ['Rt', { kind: 'reject_callback', closure: CLOSURE }, true],
  ['CRy', { kind: 'reply_callback', closure: CLOSURE }, false],
  ['CRt', { kind: 'reject_callback', closure: CLOSURE }, false],
  ['C', { kind: 'cleanup_callback', closure: CLOSURE }, true],
  ['CC', { kind: 'cleanup_callback', closure: CLOSURE }, false],
  ['F', { kind: 'inspect_message', method: 'u' }, false],
  ['T', { kind: 'heartbeat' }, true],
];

/** A canister that calls `name` from the given hook (`start` too), or from every other entry point. */
function calling(name: string, pointers64: boolean, hook?: string) {
  const { params, result, modes } = IMPORT_TABLE.get(name) ?? { params: [], result: undefined, modes: 0 };
  const pointer = pointers64 ? 'i64' : 'i32';
  const values = params.map(
    (type, i) => `(${type === 'I' ? pointer : type}.const ${ARGUMENTS[name]?.[i] ?? 0})`,
  );
  const call = `(call $${name} ${values.join(' ')})`;
  const body = result === undefined ? call : `(drop ${call})`;
  const zeros = `(${pointer}.const 0) `.repeat(8);
  const entries = ['canister_update u', 'canister_query q', 'canister_composite_query c'];
  entries.push('canister_inspect_message', 'canister_heartbeat');
  const exported = hook === undefined ? entries : [hook];
  return {
    imports: NEEDS_CALL.has(name) ? [name, 'call_new'] : [name],
    pointers64,
    body: `
    (table 2 funcref) (elem (i32.const 1) $callback)
    (data (${pointer}.const 500) "NAME") (data (${pointer}.const 510) "key_1")
    (func $run ${NEEDS_CALL.has(name) && modes !== 0 ? `(call $call_new ${zeros})` : ''} ${body})
    (func $callback (param ${pointer}) (call $run))
    ${hook === 'start' ? '(start $run)' : exported.map((entry) => `(export "${entry}" (func $run))`).join('\n')}`,
  };
}

function expectOutcome(
  name: string,
  mode: Mode,
  trap: { errorCode: string; message: string } | undefined,
): void {
  const { modes = 0 } = IMPORT_TABLE.get(name) ?? {};
  const where = `${name} in mode ${mode}`;
  if ((modes & modeBit(mode)) === 0) {
    const refused = NEEDS_CALL.has(name) ? 'call_new' : name;
    expect(trap?.errorCode, where).toBe('IC0504');
    expect(trap?.message, where).toMatch(
      new RegExp(
        `"ic0_(${name}|${refused})" cannot be executed in ${modeText(mode, { kind: 'heartbeat' })} mode$`,
      ),
    );
  } else if (name === 'trap') expect(trap?.errorCode, where).toBe('IC0503');
  else expect(trap, where).toBeUndefined();
}

const FUNCTIONS = [...IMPORT_TABLE.entries()].flatMap(([name, { only32 }]) =>
  only32 ? [[name, false] as const] : [[name, false] as const, [name, true] as const],
);

test.each(FUNCTIONS)(
  'contexts: ic0.%s works where the specification allows it and nowhere else (64-bit: %s)',
  (name, pointers64) => {
    const canister = new OneCanister();
    expect(canister.install(calling(name, pointers64)).trap).toBeUndefined();
    for (const [mode, entry, replicated] of ENTRIES) {
      const certificate = mode === 'NRQ' || mode === 'CQ' ? { dataCertificate: Uint8Array.of(1) } : {};
      const { trap } = canister.run('', { entry, replicated, effect: 'discard', ...certificate });
      expectOutcome(name, mode, trap);
    }
    expectOutcome(name, 'I', new OneCanister().install(calling(name, pointers64, 'canister_init')).trap);
    expectOutcome(name, 's', new OneCanister().install(calling(name, pointers64, 'start')).trap);
    const upgraded = new OneCanister();
    upgraded.install(calling(name, pointers64, 'canister_pre_upgrade'));
    expectOutcome(name, 'G', upgraded.install({ body: '' }, { mode: 'upgrade' }).trap);
    expect(ENTRIES.length + 3).toBe(MODES.length);
  },
);
