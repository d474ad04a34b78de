import { IDL } from '@dfinity/candid';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CanisterState } from '../canister/canister-state.ts';
import { keyText, type PrincipalKey } from '../principal.ts';
import { call, newCanister, of, ok, OWNER, query, refused, STRANGER, VIEWER } from './call-in-tests.ts';
import { principalOf } from './find-canister.ts';
import { canisterKey, InMemoryHost, succeeded } from './in-memory-host.ts';
import { type MANAGEMENT_IDL } from './management-idl-table.ts';
import { completeStops } from './stop-canister.ts';

let host: InMemoryHost;
let key: PrincipalKey;
const CANISTER = { caller: canisterKey(900), fromCanister: true };
const SECTIONS = [
  { name: 'open', visibility: 'public' },
  { name: 'closed', visibility: 'private' },
];

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host, { compute_allocation: [2n] });
});

function state(): CanisterState {
  const canister = host.canisters.get(key);
  if (canister === undefined) expect.fail('expected the canister to exist');
  return canister;
}

async function install(): Promise<Uint8Array> {
  const wasm_module = new Uint8Array(Buffer.from(`\0asm${JSON.stringify(SECTIONS)}`));
  const arg = new Uint8Array(0);
  await ok(host, 'install_code', {
    ...of(key),
    mode: { install: null },
    wasm_module,
    arg,
    sender_canister_version: [],
  });
  return wasm_module;
}

describe('canister_status', () => {
  test('of an empty canister', async () => {
    expect(await ok(host, 'canister_status', of(key))).toMatchObject({
      status: { running: null },
      ready_for_migration: false,
      version: 0n,
      module_hash: [],
      cycles: 100_000_000_000_000n,
      reserved_cycles: 0n,
      settings: {
        controllers: [principalOf(OWNER)],
        compute_allocation: 2n,
        freezing_threshold: 2_592_000n,
        reserved_cycles_limit: 5_000_000_000_000n,
        log_visibility: { controllers: null },
        log_memory_limit: 4_096n,
        environment_variables: [],
      },
      query_stats: { num_calls_total: 0n },
    });
  });

  test('counts memory by use; the total is the sum', async () => {
    const wasm = await install();
    await ok(host, 'upload_chunk', { ...of(key), chunk: Uint8Array.of(1) });
    state().log.push({ timestampNs: 1n, content: new Uint8Array(100) });
    const status = (await ok(host, 'canister_status', of(key))) as {
      memory_size: bigint;
      memory_metrics: Record<string, bigint>;
      module_hash: [Uint8Array];
      idle_cycles_burned_per_day: bigint;
    };
    expect(status.memory_metrics).toMatchObject({
      wasm_memory_size: 65_536n,
      stable_memory_size: 131_072n,
      global_memory_size: 16n,
      wasm_binary_size: BigInt(wasm.length),
      custom_sections_size: BigInt('openclosed'.length + 2 * 'content'.length),
      wasm_chunk_store_size: 1_048_576n,
      snapshots_size: 0n,
      log_memory_store_size: 120n,
    });
    expect(status.memory_metrics['canister_history_size']).toBeGreaterThan(0n);
    const sum = Object.values(status.memory_metrics).reduce((a, b) => a + b, 0n);
    expect(status.memory_size).toBe(sum);
    expect(Buffer.from(status.module_hash[0]).toString('hex')).toBe(state().code?.moduleHash);
    const storage = (sum * 127_000n * 86_400n) / 1_073_741_824n;
    expect(status.idle_cycles_burned_per_day).toBe(storage + 2n * 10_000_000n * 86_400n);
  });

  test('is ready for migration when stopped with nothing waiting', async () => {
    await call(host, 'stop_canister', of(key));
    expect(await ok(host, 'canister_status', of(key))).toMatchObject({ status: { stopping: null } });
    completeStops(host);
    expect(await ok(host, 'canister_status', of(key))).toMatchObject({
      status: { stopped: null },
      ready_for_migration: true,
    });
    state().queue.push({ kind: 'task', task: 'heartbeat' });
    expect(await ok(host, 'canister_status', of(key))).toMatchObject({ ready_for_migration: false });
  });

  test.each([
    [{ kind: 'controllers' as const }, false, false],
    [{ kind: 'allowed_viewers' as const, viewers: [VIEWER] }, true, false],
    [{ kind: 'public' as const }, true, true],
  ])(
    'is shown by %o to viewers and strangers alike in call and query',
    async (statusVisibility, viewer, stranger) => {
      state().settings = { ...state().settings, statusVisibility };
      for (const [caller, may] of [
        [OWNER, true],
        [key, true],
        [VIEWER, viewer],
        [STRANGER, stranger],
      ] as const) {
        const answer = await query(host, 'canister_status', of(key), caller);
        if (may) {
          expect(answer).toEqual(await ok(host, 'canister_status', of(key), { caller }));
          continue;
        }
        expect(answer).toMatchObject({ kind: 'reject', errorCode: 'IC0512' });
        expect(await refused(host, 'canister_status', of(key), { caller })).toMatch(/^IC0512/);
      }
    },
  );
});

describe('canister_info', () => {
  const info = (count: bigint[]) =>
    ok(host, 'canister_info', { ...of(key), num_requested_changes: count }, CANISTER);

  test('gives the newest changes that were asked for, oldest first', async () => {
    await install();
    await ok(host, 'uninstall_code', { ...of(key), sender_canister_version: [] });
    const kinds = async (count: bigint[]) => {
      const { recent_changes } = (await info(count)) as { recent_changes: { details: object }[] };
      return recent_changes.map(({ details }) => Object.keys(details)[0]);
    };
    expect(await kinds([])).toEqual([]);
    expect(await kinds([0n])).toEqual([]);
    expect(await kinds([2n])).toEqual(['code_deployment', 'code_uninstall']);
    expect(await kinds([3n])).toEqual(['creation', 'code_deployment', 'code_uninstall']);
    expect(await kinds([2n ** 64n - 1n])).toHaveLength(3);
    expect(await info([])).toMatchObject({
      total_num_changes: 3n,
      module_hash: [],
      controllers: [principalOf(OWNER)],
    });
  });

  test('tells who made a change, and the version that a canister claimed', async () => {
    state().settings = { ...state().settings, controllers: [canisterKey(900)] };
    await ok(host, 'uninstall_code', { ...of(key), sender_canister_version: [4n] }, CANISTER);
    expect(await info([2n])).toMatchObject({
      recent_changes: [
        { origin: { from_user: { user_id: principalOf(OWNER) } }, canister_version: 0n },
        {
          origin: { from_canister: { canister_id: principalOf(canisterKey(900)), canister_version: [4n] } },
          canister_version: 1n,
        },
      ],
    });
  });
});

describe('canister_metadata', () => {
  const metadata = (name: string) => ({ ...of(key), name });

  test('gives public sections to every canister, private ones to controllers', async () => {
    expect(await refused(host, 'canister_metadata', metadata('open'), CANISTER)).toBe(
      `IC0406: The canister ${keyText(key)} has no Wasm module and hence no metadata is available.`,
    );
    await install();
    const value = new Uint8Array(Buffer.from('content'));
    expect(await ok(host, 'canister_metadata', metadata('open'), CANISTER)).toEqual({ value });
    for (const name of ['closed', 'none']) {
      expect(await refused(host, 'canister_metadata', metadata(name), CANISTER)).toBe(
        `IC0406: The canister ${keyText(key)} has no metadata section with the name ${name}.`,
      );
    }
    state().settings = { ...state().settings, controllers: [canisterKey(900)] };
    expect(await ok(host, 'canister_metadata', metadata('closed'), CANISTER)).toEqual({ value });
  });
});

describe('fetch_canister_logs', () => {
  test('numbers the records as they were printed', async () => {
    host.run = () => succeeded('one', 'two');
    await install();
    state().log.shift();
    expect(await query(host, 'fetch_canister_logs', of(key))).toEqual({
      canister_log_records: [{ idx: 1n, timestamp_nanos: 5n, content: new Uint8Array(Buffer.from('two')) }],
    });
  });

  test('fits into a reply, newest first to be kept', async () => {
    const content = new Uint8Array(999_980);
    state().log = [1n, 2n, 3n].map((timestampNs) => ({ timestampNs, content }));
    state().logNextIndex = 10n;
    const logs = async () => {
      const { canister_log_records } = (await query(host, 'fetch_canister_logs', of(key))) as {
        canister_log_records: { idx: bigint }[];
      };
      return canister_log_records.map(({ idx }) => idx);
    };
    expect(await logs()).toEqual([8n, 9n]);
    state().log[2] = { timestampNs: 3n, content: new Uint8Array(999_981) };
    expect(await logs()).toEqual([9n]);
  });

  test('is refused to strangers', async () => {
    expect(await query(host, 'fetch_canister_logs', of(key), STRANGER)).toMatchObject({
      errorCode: 'IC0406',
      message: `Caller ${keyText(STRANGER)} is not allowed to query ic00 method fetch_canister_logs`,
    });
    state().settings = { ...state().settings, logVisibility: { kind: 'public' } };
    expect(await query(host, 'fetch_canister_logs', of(key), STRANGER)).toEqual({ canister_log_records: [] });
  });
});

describe('clients', () => {
  let service: IDL.ServiceClass;

  beforeAll(async () => {
    // A management interface that others wrote and ship: that of Azle's own client.
    const path = 'azle/canisters/management/idl';
    const { idlFactory } = (await import(path)) as { idlFactory: IDL.InterfaceFactory };
    service = idlFactory({ IDL }) as IDL.ServiceClass;
  });

  test('decode every kind of reply with an interface of their own', async () => {
    await install();
    await ok(host, 'upload_chunk', { ...of(key), chunk: Uint8Array.of(1) });
    const calls: [keyof typeof MANAGEMENT_IDL, Record<string, unknown>][] = [
      [
        'provisional_create_canister_with_cycles',
        { amount: [], settings: [], specified_id: [], sender_canister_version: [] },
      ],
      ['create_canister', { settings: [], sender_canister_version: [] }],
      ['upload_chunk', { ...of(key), chunk: Uint8Array.of(1) }],
      ['stored_chunks', of(key)],
      ['canister_status', of(key)],
      ['canister_info', { ...of(key), num_requested_changes: [9n] }],
      ['raw_rand', {}],
      ['start_canister', of(key)],
    ];
    const decoded = new Map<string, unknown>();
    for (const [method, argument] of calls) {
      const options = { caller: OWNER, fromCanister: true, cycles: 10n ** 12n };
      const outcome = await call(host, method, argument, options);
      if (outcome.kind !== 'answered' || outcome.answer.kind !== 'reply')
        expect.fail(`expected a reply of ${method}`);
      const theirs = service._fields.find(([name]) => name === method)?.[1];
      if (theirs === undefined) expect.fail(`expected ${method} in their interface`);
      decoded.set(method, IDL.decode(theirs.retTypes, outcome.answer.data)[0]);
    }
    expect(decoded.get('canister_status')).toMatchObject({
      status: { running: null },
      cycles: 100_000_000_000_000n,
      settings: { controllers: [principalOf(OWNER)], wasm_memory_limit: 3_221_225_472n },
    });
    expect(decoded.get('canister_info')).toMatchObject({
      total_num_changes: 2n,
      recent_changes: [
        { details: { creation: {} } },
        { details: { code_deployment: { mode: { install: null } } } },
      ],
    });
    expect(decoded.get('stored_chunks')).toEqual([decoded.get('upload_chunk')]);
    expect(decoded.get('raw_rand')).toHaveLength(32);
    expect(decoded.get('create_canister')).toEqual({ canister_id: principalOf(canisterKey(2)) });
    expect(decoded.get('start_canister')).toBeUndefined();
  });
});
