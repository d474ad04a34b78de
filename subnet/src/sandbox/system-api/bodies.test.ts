import { expect, test } from 'vitest';
import type { Execution, SystemState } from '../protocol.ts';
import { answerText, OneCanister } from '../canister-fixture.ts';
import { IMPORT_TABLE } from './import-table.ts';

interface Call {
  readonly name: string;
  readonly args?: readonly (number | bigint)[];
  readonly pointers64?: boolean;
  readonly pages?: number;
  /** Code before the call. */
  readonly before?: string;
  readonly imports?: readonly string[];
}

/** Calls one function with constants; memory [0, 64) is the reply, preceded by the result, if any, at address 64. */
function call(
  { name, args = [], pointers64 = false, pages = 1, before = '', imports = [] }: Call,
  changes: Partial<Execution> = {},
  state: Partial<SystemState> = {},
) {
  const { params, result } = IMPORT_TABLE.get(name) ?? { params: [], result: undefined };
  const pointer = pointers64 ? 'i64' : 'i32';
  const type = (kind: string): string => (kind === 'I' ? pointer : kind);
  const values = params.map((kind, i) => `(${type(kind)}.const ${args[i] ?? 0})`).join(' ');
  const invoke = `(call $${name} ${values})`;
  const body = result === undefined ? invoke : `(${type(result)}.store (${pointer}.const 64) ${invoke})`;
  const finish = `(call $msg_reply_data_append (${pointer}.const 0) (${pointer}.const 80)) (call $msg_reply)`;
  const canister = new OneCanister();
  const installed = canister.install({
    imports: [...new Set([name, 'msg_reply_data_append', 'msg_reply', ...imports])],
    pointers64,
    pages,
    body: `(data (${pointer}.const 1000) "NAME") (data (${pointer}.const 1010) "key_1\\ff")
      (func $f ${before} ${body} ${finish})
      (export "canister_update m" (func $f)) (export "canister_query m2" (func $f))`,
  });
  expect(installed.trap).toBeUndefined();
  const outcome = canister.run('m', changes, state);
  const bytes = outcome.answer?.kind === 'reply' ? Buffer.from(outcome.answer.data) : Buffer.alloc(80);
  return {
    ...outcome,
    memory: bytes.subarray(0, 64),
    value: bytes.readBigUInt64LE(64),
    text: answerText(outcome),
    cycles: bytes.readBigUInt64LE(0) + (bytes.readBigUInt64LE(8) << 64n),
  };
}

const PAYLOAD = { payload: Uint8Array.of(1, 2, 3, 4) };

test.each([false, true])(
  'copy: exactly the payload and exactly to the end of memory (64-bit: %s)',
  (pointers64) => {
    const copy = (args: number[]) => call({ name: 'msg_arg_data_copy', args, pointers64 }, PAYLOAD);
    expect(copy([0, 1, 3]).memory.subarray(0, 4)).toEqual(Buffer.from([2, 3, 4, 0]));
    expect(copy([65_532, 0, 4]).trap).toBeUndefined();
    expect(copy([65_536, 4, 0]).trap).toBeUndefined();
    expect(copy([65_533, 0, 4]).trap?.message).toContain('src=65533 + length=4 exceeds the slice size=65536');
    expect(copy([0, 1, 4]).trap?.errorCode).toBe('IC0504');
    expect(copy([0, 5, 0]).trap?.errorCode).toBe('IC0504');
  },
);

test.each([
  [false, [0xffff_fff0, 0, 0x20]],
  [false, [0, 0xffff_ffff, 2]],
  [false, [0, 2, 0xffff_ffff]],
  [true, [-1n, 0, 2]],
  [true, [0, -1n, 2]],
  [true, [0, 2, -1n]],
  [true, [2n ** 53n + 1n, 0, 1]],
  [true, [0, 0, 2n ** 63n - 1n]],
])('copy: sums that would wrap trap (64-bit: %s, %s)', (pointers64, args) => {
  expect(call({ name: 'msg_arg_data_copy', args, pointers64 }, PAYLOAD).trap?.errorCode).toMatch(
    /IC0504|IC0522/,
  );
});

test('copy: each byte costs one instruction', () => {
  const cost = (size: number): bigint =>
    call({ name: 'msg_arg_data_copy', args: [0, 0, size] }, { payload: new Uint8Array(4000) }).instructions;
  expect(cost(4000) - cost(1000)).toBe(3000n);
});

test('copy: a charge beyond all numbers uses up the limit and no more', () => {
  const changes = { instructionLimit: 1_000_000n };
  for (const size of [-1n, 2n ** 62n, 2n ** 58n]) {
    const result = call({ name: 'msg_reply_data_append', args: [0, size], pointers64: true }, changes);
    expect([result.trap?.errorCode, result.instructions]).toEqual(['IC0522', 1_000_000n]);
  }
});

test('reply: data up to the limit is taken, one byte more traps', () => {
  const changes = (replyBytesMax: number) => ({ replyBytesMax });
  const append = { name: 'msg_reply_data_append', args: [0, 20] };
  expect(call(append, changes(100)).trap).toBeUndefined();
  expect(call(append, changes(99)).trap?.message).toBe(
    'Canister violated contract: ic0.msg_reply_data_append: application payload size (100) cannot be larger than 99.',
  );
});

test('reject: text that is not UTF-8 traps', () => {
  expect(call({ name: 'msg_reject', args: [1010, 6] }).trap?.message).toContain('invalid UTF-8');
});

test('call_data_append: 10 MiB with the name are taken, one byte more traps', () => {
  const max = 10 * 1024 * 1024;
  const before =
    '(call $call_new (i32.const 0) (i32.const 10) (i32.const 1000) (i32.const 4)' +
    ' (i32.const 0)'.repeat(4) +
    ')';
  const append = (size: number) =>
    call({ name: 'call_data_append', args: [0, size], pages: 170, before, imports: ['call_new'] });
  expect(append(max - 4).trap).toBeUndefined();
  expect(append(max - 3).trap?.message).toContain(
    `has a payload size of ${max + 1}, which exceeds the allowed limit of ${max}.`,
  );
});

test('call_new: a name of 20,000 bytes is taken, one byte more traps; a principal has at most 29 bytes', () => {
  const callNew = (calleeSize: number, nameSize: number) =>
    call({ name: 'call_new', args: [0, calleeSize, 2000, nameSize] }).trap?.errorCode;
  expect([callNew(29, 20_000), callNew(30, 1), callNew(29, 20_001)]).toEqual([undefined, 'IC0504', 'IC0504']);
});

test.each([false, true])('call_new: environments keep all their bits (64-bit: %s)', (pointers64) => {
  const env = pointers64 ? 2n ** 63n + 1n : 2n ** 32n - 1n;
  const signed = pointers64 ? BigInt.asIntN(64, env) : BigInt.asIntN(32, env);
  const result = call({
    name: 'call_new',
    args: [0, 0, 0, 0, 3, signed, 4, signed],
    pointers64,
  });
  expect(result.trap).toBeUndefined();
  const performed = call({
    name: 'call_perform',
    pointers64,
    imports: ['call_new'],
    before: `(call $call_new ${[0, 0, 0, 0, 3, signed, 4, signed].map((v) => `(${pointers64 ? 'i64' : 'i32'}.const ${v})`).join(' ')})`,
  });
  expect(performed.calls[0]?.onReply).toEqual({ fun: 3n, env });
});

test('cycles: 128-bit values are written whole; 64-bit forms trap when the value does not fit', () => {
  const rich = { cycles: 2n ** 64n + 5n };
  expect(call({ name: 'canister_cycle_balance128' }, {}, rich).cycles).toBe(2n ** 64n + 5n);
  expect(
    call({ name: 'canister_liquid_cycle_balance128' }, {}, { ...rich, cyclesFrozen: 2n ** 64n }).cycles,
  ).toBe(5n);
  expect(
    call({ name: 'canister_liquid_cycle_balance128' }, {}, { cycles: 5n, cyclesFrozen: 9n }).cycles,
  ).toBe(0n);
  expect(call({ name: 'canister_cycle_balance' }, {}, rich).trap?.message).toBe(
    'Canister trapped: cycles amount exceeds 64-bit representation',
  );
  expect(call({ name: 'canister_cycle_balance' }, {}, { cycles: 2n ** 64n - 1n }).value).toBe(2n ** 64n - 1n);
  expect(call({ name: 'canister_cycle_balance128', args: [65_520] }).trap).toBeUndefined();
  expect(call({ name: 'canister_cycle_balance128', args: [65_521] }).trap?.errorCode).toBe('IC0504');
});

test('stable memory: bounds are exact, in 32 and 64 bits', () => {
  const grown = { before: '(drop (call $stable64_grow (i64.const 1)))', imports: ['stable64_grow'] };
  const trap = (name: string, args: (number | bigint)[]) => call({ name, args, ...grown }).trap?.message;
  for (const name of ['stable64_write', 'stable_write']) {
    expect(trap(name, [65_530, 0, 6])).toBeUndefined();
    expect(trap(name, [65_530, 0, 7])).toBe('Canister trapped: stable memory out of bounds');
    expect(trap(name, [0, 65_530, 7])).toBe('Canister trapped: heap out of bounds');
  }
  for (const name of ['stable64_read', 'stable_read']) {
    expect(trap(name, [0, 65_530, 6])).toBeUndefined();
    expect(trap(name, [0, 65_530, 7])).toBe('Canister trapped: stable memory out of bounds');
    expect(trap(name, [65_530, 0, 7])).toBe('Canister trapped: heap out of bounds');
  }
  expect(trap('stable64_read', [0, -1n, 2])).toBe('Canister trapped: stable memory out of bounds');
  expect(trap('stable64_write', [-1n, 0, 1])).toBe('Canister trapped: stable memory out of bounds');
});

test('stable memory: the 32-bit forms trap above 4 GiB and cannot grow beyond', () => {
  const grown = (pages: number) => ({
    before: `(drop (call $stable64_grow (i64.const ${pages})))`,
    imports: ['stable64_grow'],
  });
  expect(call({ name: 'stable_size', ...grown(65_536) }).value).toBe(65_536n);
  expect(call({ name: 'stable_size', ...grown(65_537) }).trap?.message).toContain('32 bit stable memory api');
  expect(call({ name: 'stable_grow', args: [1], ...grown(65_535) }).value).toBe(65_535n);
  expect(call({ name: 'stable_grow', args: [1], ...grown(65_536) }).value).toBe(0xffff_ffffn);
  expect(call({ name: 'stable64_grow', args: [8_192_000n] }).value).toBe(0n);
  expect(call({ name: 'stable64_grow', args: [8_192_001n] }).value).toBe(2n ** 64n - 1n);
  expect(call({ name: 'stable64_grow', args: [-1n] }).value).toBe(2n ** 64n - 1n);
});

test('certified data: 32 bytes are taken, 33 trap with the text of the IC', () => {
  expect(call({ name: 'certified_data_set', args: [0, 32] }).certifiedData).toHaveLength(32);
  expect(call({ name: 'certified_data_set', args: [0, 33] }).trap?.message).toBe(
    'Canister violated contract: ic0_certified_data_set failed because the passed data must be no larger than 32 bytes. Found 33 bytes.',
  );
});

test('data certificate: present only where it was given to a root query', () => {
  const entry = { kind: 'query', method: 'm2' } as const;
  const certificate = { dataCertificate: Uint8Array.of(7, 8) };
  const query = (name: string, changes: Partial<Execution>) =>
    call({ name, args: [0, 0, 2] }, { entry, ...changes });
  expect(query('data_certificate_present', { ...certificate, replicated: false }).value).toBe(1n);
  expect(query('data_certificate_present', { ...certificate, replicated: true }).value).toBe(0n);
  expect(query('data_certificate_present', { replicated: false }).value).toBe(0n);
  expect(query('data_certificate_copy', { ...certificate, replicated: false }).memory.subarray(0, 2)).toEqual(
    Buffer.from([7, 8]),
  );
  expect(query('data_certificate_size', { replicated: false }).trap?.errorCode).toBe('IC0504');
});

test('environment variables: by index and by name', () => {
  const state = {
    environment: [
      ['NAME', 'walü'],
      ['B', ''],
    ] as const,
  };
  expect(call({ name: 'env_var_count' }, {}, state).value).toBe(2n);
  expect(call({ name: 'env_var_name_size', args: [1] }, {}, state).value).toBe(1n);
  expect(call({ name: 'env_var_name_size', args: [2] }, {}, state).trap?.errorCode).toBe('IC0504');
  expect(call({ name: 'env_var_value_size', args: [1000, 4] }, {}, state).value).toBe(5n);
  expect(call({ name: 'env_var_value_size', args: [1000, 3] }, {}, state).trap?.errorCode).toBe('IC0504');
  expect(call({ name: 'env_var_name_exists', args: [1000, 3] }, {}, state).value).toBe(0n);
  expect(call({ name: 'env_var_name_exists', args: [1010, 6] }, {}, state).trap?.errorCode).toBe('IC0504');
  expect(call({ name: 'env_var_name_exists', args: [2000, 128] }, {}, state).trap).toBeUndefined();
  expect(call({ name: 'env_var_name_exists', args: [2000, 129] }, {}, state).trap?.errorCode).toBe('IC0504');
});

test('is_controller: compares whole principals, refuses what is none', () => {
  const state = { controllers: [new Uint8Array(Buffer.from('NAME'))] };
  const ask = (size: number) => call({ name: 'is_controller', args: [1000, size] }, {}, state);
  expect([ask(4).value, ask(3).value, ask(5).value]).toEqual([1n, 0n, 0n]);
  expect([ask(29).trap, ask(30).trap?.errorCode]).toEqual([undefined, 'IC0504']);
});

test('info: identities, status, version, time, deadline', () => {
  const state = { status: 'stopping', canisterVersion: 2n ** 63n, subnetId: Uint8Array.of(5) } as const;
  expect(call({ name: 'canister_status' }, {}, state).value).toBe(2n);
  expect(call({ name: 'canister_version' }, {}, state).value).toBe(2n ** 63n);
  expect(call({ name: 'time' }, {}, { timeNs: 123n }).value).toBe(123n);
  expect(call({ name: 'subnet_self_copy', args: [0, 0, 1] }, {}, state).memory[0]).toBe(5);
  expect(call({ name: 'canister_self_size' }).value).toBe(10n);
  expect(call({ name: 'msg_caller_copy', args: [0, 0, 1] }).memory[0]).toBe(4);
  const info = { callerInfo: { data: Uint8Array.of(6), signer: Uint8Array.of(7, 8) } };
  expect(call({ name: 'msg_caller_info_signer_size' }, info).value).toBe(2n);
  expect(call({ name: 'msg_caller_info_data_copy', args: [0, 0, 1] }, info).memory[0]).toBe(6);
  expect(call({ name: 'msg_caller_info_data_size' }).value).toBe(0n);
  expect(call({ name: 'msg_deadline' }, { deadlineNs: 77n }).value).toBe(77n);
  expect(call({ name: 'in_replicated_execution' }).value).toBe(1n);
  expect(call({ name: 'performance_counter', args: [2] }).trap?.errorCode).toBe('IC0504');
});

test('debug_print never traps; ic0.trap always does', () => {
  const printed = call({ name: 'debug_print', args: [65_530, 7] });
  expect(printed.trap).toBeUndefined();
  expect(Buffer.from(printed.log[0]?.content ?? []).toString()).toBe(
    '(debug_print message out of memory bounds)',
  );
  expect(call({ name: 'trap', args: [65_530, 7] }).trap?.message).toContain(
    '(trap message out of memory bounds)',
  );
  const empty = call({ name: 'trap', args: [0, 0] });
  expect(empty.trap?.message).toBe("Canister called `ic0.trap` with message: ''");
  expect(Buffer.from(empty.log[0]?.content ?? []).toString()).toBe('[TRAP]: (no message)');
});

test('costs: figures of the published tables for 13 nodes', () => {
  expect(call({ name: 'cost_create_canister' }).cycles).toBe(500_000_000_000n);
  expect(call({ name: 'cost_http_request', args: [0, 0] }).cycles).toBe(49_140_000n);
  expect(call({ name: 'cost_http_request', args: [1, 0] }).cycles).toBe(49_140_000n + 5_200n);
  expect(call({ name: 'cost_http_request', args: [0, 1] }).cycles).toBe(49_140_000n + 10_400n);
  const ecdsa = call({ name: 'cost_sign_with_ecdsa', args: [1010, 5, 0, 0] });
  expect([ecdsa.value & 0xffff_ffffn, ecdsa.cycles]).toEqual([0n, 26_153_846_153n]);
  expect(call({ name: 'cost_sign_with_ecdsa', args: [1010, 5, 1, 0] }).value & 0xffff_ffffn).toBe(1n);
  expect(call({ name: 'cost_sign_with_schnorr', args: [1010, 5, 2, 0] }).value & 0xffff_ffffn).toBe(1n);
  expect(call({ name: 'cost_vetkd_derive_key', args: [1010, 4, 0, 0] }).value & 0xffff_ffffn).toBe(2n);
  expect(call({ name: 'cost_vetkd_derive_key', args: [1010, 5, 0, 65_521] }).trap?.errorCode).toBe('IC0504');
  expect(call({ name: 'cost_call', args: [1, 2] }).cycles - call({ name: 'cost_call' }).cycles).toBe(3000n);
});
