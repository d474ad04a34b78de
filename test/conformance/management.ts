import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Principal } from '@dfinity/principal';
import { op, replyWith, script } from '../script-canister/script.ts';
import { MANAGEMENT, type Bench } from './bench.ts';
import type { Caller } from './caller.ts';
import { conformanceCase, type CaseGroup, type ConformanceCase } from './conformance-case.ts';
import {
  assertClientError,
  assertReject,
  describeEnding,
  REJECT,
  replyOf,
  textOf,
  type Ending,
} from './ending.ts';
import {
  chunkedInstallation,
  chunkHashesOf,
  chunkHashOf,
  chunkUpload,
  createdId,
  creation,
  infoRequest,
  installation,
  logRecords,
  NOTHING,
  ofCanister,
  settingsUpdate,
  statusOf,
  topUp,
  type SettingsArgument,
} from './management-candid.ts';

const PAGE = 'management-canister';
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const sha256 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(bytes).digest());

const one = (method: string, name: string, run: (bench: Bench) => Promise<void>): ConformanceCase =>
  conformanceCase(`${PAGE}, IC method ${method}`, name, run);

/** The page "Management canister". */
export function managementCases(): readonly CaseGroup[] {
  const chapter = 'Management canister';
  return [
    { chapter, cases: [...settingsCases(), ...visibilityCases()] },
    { chapter, cases: [...authorityCases(), ...callerCases()] },
    { chapter, cases: [...installCases(), ...chunkCases()] },
    { chapter, cases: [...lifecycleCases(), ...creationCases()] },
  ];
}

/** A refusal by the canister's state or by the node before: what the specification leaves open is the code. */
function assertRefused(ending: Ending): void {
  if (ending.kind === 'reply') assert.fail(`expected a refusal, got ${describeEnding(ending)}`);
  if (ending.kind === 'http') assertClientError(ending);
}

async function status(bench: Bench, canister: Principal, caller: Caller = bench.alice) {
  return statusOf(await bench.manage('canister_status', canister, undefined, caller));
}

type SettingRow = readonly [name: keyof SettingsArgument, value: unknown, accepted: boolean];
const principals = (bench: Bench, count: number): Principal[] => [
  bench.alice.principal,
  ...Array.from({ length: count - 1 }, () => bench.bob.principal),
];

const SETTING_ROWS: readonly SettingRow[] = [
  ['compute_allocation', 0n, true],
  ['compute_allocation', 101n, false],
  ['memory_allocation', 0n, true],
  ['memory_allocation', 1024n * 1024n * 1024n, true],
  ['memory_allocation', 1n << 64n, false],
  ['freezing_threshold', 0n, true],
  ['freezing_threshold', 2_592_000n, true],
  ['freezing_threshold', 1n << 64n, false],
  ['reserved_cycles_limit', 0n, true],
  ['reserved_cycles_limit', (1n << 128n) - 1n, true],
  ['reserved_cycles_limit', 1n << 128n, false],
  ['wasm_memory_limit', 0n, true],
  ['wasm_memory_limit', 1n << 30n, true],
  ['wasm_memory_limit', 1n << 48n, true],
  ['wasm_memory_limit', (1n << 48n) + 1n, false],
  ['wasm_memory_threshold', 0n, true],
  ['wasm_memory_threshold', 1n << 20n, true],
  ['wasm_memory_threshold', (1n << 48n) + 1n, false],
  ['log_visibility', { public: null }, true],
  ['log_visibility', { controllers: null }, true],
  ['environment_variables', [], true],
  ['environment_variables', [{ name: 'CITY', value: 'Lahore' }], true],
  ['environment_variables', variables(20), true],
  ['environment_variables', variables(21), false],
  [
    'environment_variables',
    [
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
    ],
    false,
  ],
  ['environment_variables', [{ name: 'n'.repeat(128), value: 'v'.repeat(128) }], true],
  ['environment_variables', [{ name: 'n'.repeat(129), value: '' }], false],
  ['environment_variables', [{ name: 'n', value: 'v'.repeat(129) }], false],
];

function variables(count: number): { name: string; value: string }[] {
  return Array.from({ length: count }, (_, at) => ({ name: `V${at}`, value: String(at) }));
}

/** The order of lists is the implementation's. */
const inOrder = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(({ name, value: text }: { name: string; value: string }) => `${name}=${text}`).sort()
    : value;

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)).slice(0, 60);

function settingsCases(): ConformanceCase[] {
  const DEFAULTS: readonly (readonly [string, unknown])[] = [
    ['compute_allocation', 0n],
    ['memory_allocation', 0n],
    ['freezing_threshold', 2_592_000n],
    ['reserved_cycles_limit', 5_000_000_000_000n],
    ['wasm_memory_threshold', 0n],
    ['log_visibility', { controllers: null }],
    ['environment_variables', []],
  ];
  const defaults = DEFAULTS.map(([name, value]) =>
    one('create_canister', `the default of ${name} is ${shown(value)}`, async (bench) => {
      const { settings } = await status(bench, await bench.canister('management fresh'));
      assert.deepEqual(settings[name], value);
    }),
  );
  // The specification's default is no limit; the public implementation (dfinity/ic, rs/config, DEFAULT_WASM_MEMORY_LIMIT)
  // gives new canisters 3 GiB. Both are published, so both are accepted, and nothing else.
  const heapLimit = [
    one('create_canister', 'an update that grows the heap beyond wasm_memory_limit traps', async (bench) => {
      const canister = await bench.canister('management heap limit', {
        settings: { wasm_memory_limit: 1n << 21n },
      });
      const grow = script(op('drop', op('memoryGrow', 64)), ...replyWith('grown'));
      assertReject(await bench.alice.call(canister, 'update', grow), {
        code: REJECT.canisterError,
        errorCode: 'IC0539',
      });
    }),
    one('create_canister', 'a query knows no wasm_memory_limit', async (bench) => {
      const canister = await bench.canister('management heap limit', {
        settings: { wasm_memory_limit: 1n << 21n },
      });
      const grow = script(op('drop', op('memoryGrow', 64)), ...replyWith('grown'));
      assert.equal(textOf(await bench.alice.query(canister, 'query', grow)), 'grown');
    }),
  ];
  const limit = one('create_canister', 'the default of wasm_memory_limit is 0 or 3 GiB', async (bench) => {
    const { settings } = await status(bench, await bench.canister('management fresh'));
    assert.ok([0n, 3n << 30n].includes(settings['wasm_memory_limit'] as bigint));
  });
  const rows = SETTING_ROWS.map(([name, value, accepted], at) =>
    one(
      'update_settings',
      `${at + 1}. ${name} = ${shown(value)} is ${accepted ? 'set' : 'refused'}`,
      async (bench) => {
        const canister = await bench.canister('management settings');
        const before = (await status(bench, canister)).settings[name];
        const update = settingsUpdate(canister, { [name]: value });
        const ending = await bench.manage('update_settings', canister, update);
        if (accepted) replyOf(ending);
        else assertRefused(ending);
        assert.deepEqual(
          inOrder((await status(bench, canister)).settings[name]),
          inOrder(accepted ? value : before),
        );
      },
    ),
  );
  return [
    ...heapLimit,
    ...defaults,
    limit,
    ...rows,
    one('update_settings', 'a canister has at most 10 controllers', async (bench) => {
      const canister = await bench.canister('management settings');
      const set = (count: number) =>
        bench.manage(
          'update_settings',
          canister,
          settingsUpdate(canister, { controllers: principals(bench, count) }),
        );
      replyOf(await set(10));
      assertRefused(await set(11));
    }),
    one('update_settings', 'a setting that is not named is not changed', async (bench) => {
      const canister = await bench.canister('management settings');
      await bench.settings(canister, { freezing_threshold: 1234n });
      await bench.settings(canister, { memory_allocation: 0n });
      assert.equal((await status(bench, canister)).settings['freezing_threshold'], 1234n);
    }),
    one('update_settings', "a canister's sender_canister_version must be its own", async (bench) => {
      const caller = await bench.canister('management stranger');
      const canister = await bench.create({ settings: { controllers: [bench.alice.principal, caller] } });
      const { version } = await status(bench, caller);
      const plain = await asked(bench, caller, 'update_settings', settingsUpdate(canister, {}));
      assert.equal(plain[0], 0, plain[1]);
      const wrong = settingsUpdate(canister, {}, version + 1000n);
      const rejecting = script(op('reject', 'refused'));
      const code = script(
        op('callNew', MANAGEMENT.toUint8Array(), 'update_settings', script(op('reply')), rejecting),
        op('callAppend', wrong),
        op('drop', op('callPerform')),
      );
      assertRefused(await bench.alice.call(caller, 'update', code));
    }),
    one('update_settings', 'the canister version grows', async (bench) => {
      const canister = await bench.canister('management settings');
      const { version } = await status(bench, canister);
      await bench.settings(canister, {});
      assert.ok((await status(bench, canister)).version > version);
    }),
  ];
}

function visibilityCases(): ConformanceCase[] {
  const name = 'management logs';
  const rows: readonly (readonly [string, (bench: Bench) => object, (bench: Bench) => Caller, boolean])[] = [
    ['controllers: a controller', () => ({ controllers: null }), (bench) => bench.alice, true],
    ['controllers: another', () => ({ controllers: null }), (bench) => bench.bob, false],
    ['controllers: the anonymous user', () => ({ controllers: null }), (bench) => bench.nobody, false],
    ['public: another', () => ({ public: null }), (bench) => bench.bob, true],
    ['public: the anonymous user', () => ({ public: null }), (bench) => bench.nobody, true],
    [
      'a viewer that is listed',
      (bench) => ({ allowed_viewers: [bench.bob.principal] }),
      (bench) => bench.bob,
      true,
    ],
    [
      'a controller beside the list',
      (bench) => ({ allowed_viewers: [bench.bob.principal] }),
      (bench) => bench.alice,
      true,
    ],
    [
      'another beside the list',
      (bench) => ({ allowed_viewers: [bench.bob.principal] }),
      (bench) => bench.nobody,
      false,
    ],
  ];
  return rows.map(([title, visibility, caller, allowed]) =>
    one(
      'fetch_canister_logs',
      `log_visibility ${title} ${allowed ? 'reads' : 'does not read'} the logs`,
      async (bench) => {
        const canister = await bench.canister(name);
        await bench.settings(canister, { log_visibility: visibility(bench) });
        replyOf(await bench.alice.call(canister, 'update', script(op('print', 'a line'), op('reply'))));
        const ending = await caller(bench).query(MANAGEMENT, 'fetch_canister_logs', ofCanister(canister), {
          effective: canister,
        });
        if (allowed) assert.ok(logRecords(ending).some(({ text }) => text === 'a line'));
        else assertReject(ending, { code: REJECT.canisterReject });
      },
    ),
  );
}

/** Methods that only controllers may call. */
const CONTROLLED: readonly (readonly [string, (canister: Principal) => Uint8Array])[] = [
  ['update_settings', (canister) => settingsUpdate(canister, {})],
  ['install_code', (canister) => installation(canister, 'reinstall', EMPTY_MODULE)],
  ['install_chunked_code', (canister) => chunkedInstallation(canister, [], new Uint8Array(32))],
  ['uninstall_code', ofCanister],
  ['start_canister', ofCanister],
  ['stop_canister', ofCanister],
  ['canister_status', ofCanister],
  ['delete_canister', ofCanister],
  ['upload_chunk', (canister) => chunkUpload(canister, Uint8Array.of(1))],
  ['stored_chunks', ofCanister],
  ['clear_chunk_store', ofCanister],
];

function authorityCases(): ConformanceCase[] {
  const users: readonly (readonly [string, (bench: Bench) => Caller])[] = [
    ['a user that is no controller', (bench) => bench.bob],
    ['the anonymous user', (bench) => bench.nobody],
  ];
  return CONTROLLED.flatMap(([method, argument]) => [
    ...users.map(([who, caller]) =>
      one(method, `${who} is refused, without certification`, async (bench) => {
        const canister = await bench.canister('management authority');
        const ending = await bench.manage(method, canister, argument(canister), caller(bench));
        assertReject(ending, { code: REJECT.canisterError, errorCode: 'IC0512', certified: false });
      }),
    ),
    one(method, 'a canister that is no controller is refused', async (bench) => {
      const canister = await bench.canister('management authority');
      const caller = await bench.canister('management stranger');
      const [code, message] = await asked(bench, caller, method, argument(canister));
      assert.equal(code, REJECT.canisterError, `expected reject 5, got ${code} ${message}`);
    }),
    one(method, 'an argument that is no Candid is refused', async (bench) => {
      const canister = await bench.canister('management authority');
      assertRefused(await bench.manage(method, canister, Uint8Array.of(1, 2, 3)));
    }),
    one(method, 'an empty argument is refused', async (bench) => {
      const canister = await bench.canister('management authority');
      assertRefused(await bench.manage(method, canister, NOTHING));
    }),
    one(method, 'an effective id of another canister is refused', async (bench) => {
      const canister = await bench.canister('management authority');
      const effective = await bench.canister('management stranger');
      assertRefused(await bench.alice.call(MANAGEMENT, method, argument(canister), { effective }));
    }),
  ]);
}

/** Asks the management canister from within a canister: 0 and the reply, or the reject code and its message. */
async function asked(bench: Bench, caller: Principal, method: string, argument: Uint8Array, cycles = 0n) {
  const code = script(
    op(
      'callNew',
      MANAGEMENT.toUint8Array(),
      method,
      script(...replyWith(op('concat', op('toBlob', 0), op('messageArgument')))),
      script(...replyWith(op('concat', op('toBlob', op('rejectCode')), op('rejectMessage')))),
    ),
    op('callAppend', argument),
    ...(cycles === 0n ? [] : [op('callCycles', cycles)]),
    op('drop', op('callPerform')),
  );
  const reply = replyOf(await bench.alice.call(caller, 'update', code));
  return [reply[0] ?? 0, Buffer.from(reply.subarray(8)).toString(), reply.slice(8)] as const;
}

/** Methods that no user may call. */
const CANISTERS_ONLY = [
  'create_canister',
  'raw_rand',
  'canister_info',
  'deposit_cycles',
  'http_request',
  'ecdsa_public_key',
  'sign_with_ecdsa',
  'schnorr_public_key',
  'sign_with_schnorr',
  'vetkd_public_key',
  'vetkd_derive_key',
  'node_metrics_history',
];

function callerCases(): ConformanceCase[] {
  return [
    ...CANISTERS_ONLY.map((method) =>
      one(method, 'users cannot call it', async (bench) => {
        const canister = await bench.canister('management authority');
        assertRefused(await bench.manage(method, canister, ofCanister(canister)));
      }),
    ),
    one('raw_rand', '32 bytes, each time others', async (bench) => {
      const caller = await bench.canister('management stranger');
      const [first, , a] = await asked(bench, caller, 'raw_rand', NOTHING);
      const [second, , b] = await asked(bench, caller, 'raw_rand', NOTHING);
      assert.deepEqual([first, second], [0, 0]);
      // DIDL, one type (vec nat8), one value, its length in one byte, then the bytes.
      assert.equal(a.at(-33), 32);
      assert.notDeepEqual(Buffer.from(a), Buffer.from(b));
    }),
    one('raw_rand', 'what it answers with is of a later round', async (bench) => {
      const caller = await bench.canister('management stranger');
      const times = op('concat', op('toBlob', op('global')), op('toBlob', op('time')));
      const code = script(
        op('setGlobal', op('time')),
        op('callNew', MANAGEMENT.toUint8Array(), 'raw_rand', script(...replyWith(times)), script()),
        op('callAppend', NOTHING),
        op('drop', op('callPerform')),
      );
      const reply = Buffer.from(replyOf(await bench.alice.call(caller, 'update', code)));
      assert.ok(reply.readBigUInt64LE(8) > reply.readBigUInt64LE(0));
    }),
    one('canister_info', 'any canister may ask about any other', async (bench) => {
      const caller = await bench.canister('management stranger');
      const subject = await bench.canister('management authority');
      const [code, message] = await asked(bench, caller, 'canister_info', infoRequest(subject, 2n));
      assert.equal(code, 0, message);
    }),
    one('create_canister', 'a canister creates a canister and pays for it', async (bench) => {
      const caller = await bench.canister('management stranger');
      const [code, message, bytes] = await asked(
        bench,
        caller,
        'create_canister',
        creation(),
        2_000_000_000_000n,
      );
      assert.equal(code, 0, message);
      assert.ok(createdId({ kind: 'reply', bytes }).toUint8Array().length === 10);
    }),
    one('create_canister', 'a creation that is not paid for is refused', async (bench) => {
      const caller = await bench.canister('management stranger');
      const [code] = await asked(bench, caller, 'create_canister', creation());
      assert.equal(code, REJECT.canisterReject);
    }),
    one('deposit_cycles', 'the cycles arrive', async (bench) => {
      const caller = await bench.canister('management stranger');
      const subject = await bench.canister('management deposit');
      const before = (await status(bench, subject)).cycles;
      const [code, message] = await asked(
        bench,
        caller,
        'deposit_cycles',
        ofCanister(subject),
        5_000_000_000n,
      );
      assert.equal(code, 0, message);
      const after = (await status(bench, subject)).cycles;
      // Its messages cost a little; five billion are more than they.
      assert.ok(after > before + 4_000_000_000n, `expected about 5 G more than ${before}, got ${after}`);
    }),
  ];
}

function installCases(): ConformanceCase[] {
  const one_ = (name: string, run: (bench: Bench) => Promise<void>) => one('install_code', name, run);
  const installed = (bench: Bench) => bench.canister('management install');
  return [
    one_('install on a canister that is not empty is refused', async (bench) => {
      const ending = await bench.install(await installed(bench), EMPTY_MODULE);
      assertReject(ending, { code: REJECT.canisterError, text: 'is not empty' });
    }),
    one_('upgrade of an empty canister is refused', async (bench) => {
      const ending = await bench.install(await bench.create(), EMPTY_MODULE, undefined, 'upgrade');
      assertReject(ending, { code: REJECT.canisterError });
    }),
    one_('reinstall of an empty canister installs', async (bench) => {
      replyOf(await bench.install(await bench.create(), EMPTY_MODULE, undefined, 'reinstall'));
    }),
    one_('the argument reaches canister_init', async (bench) => {
      const canister = await bench.create();
      replyOf(await bench.install(canister, await bench.module(), script(op('setSlot', 1, 42))));
      assert.equal(await bench.slot(canister, 1), 42n);
    }),
    one_('an init that traps leaves the canister empty', async (bench) => {
      const canister = await bench.create();
      assertReject(await bench.install(canister, await bench.module(), script(op('trap', 'no'))), {
        code: REJECT.canisterError,
        errorCode: 'IC0503',
        text: 'no',
      });
      assert.deepEqual((await status(bench, canister)).module_hash, []);
    }),
    one_('a reinstall that traps leaves code and state', async (bench) => {
      const canister = await installed(bench);
      replyOf(await bench.alice.call(canister, 'update', script(op('setSlot', 2, 7), op('reply'))));
      assertReject(
        await bench.install(canister, await bench.module(), script(op('unreachable')), 'reinstall'),
        {
          code: REJECT.canisterError,
        },
      );
      assert.equal(await bench.slot(canister, 2), 7n);
    }),
    one_('the module hash is the SHA-256 of what was sent', async (bench) => {
      const canister = await bench.create();
      replyOf(await bench.install(canister, EMPTY_MODULE));
      const { module_hash } = await status(bench, canister);
      assert.deepEqual(Buffer.from(module_hash[0] ?? []), Buffer.from(sha256(EMPTY_MODULE)));
    }),
    one('uninstall_code', 'the canister is empty and keeps its controllers and cycles', async (bench) => {
      const canister = await bench.create();
      replyOf(await bench.install(canister, EMPTY_MODULE));
      const before = await status(bench, canister);
      replyOf(await bench.manage('uninstall_code', canister));
      const after = await status(bench, canister);
      assert.deepEqual(after.module_hash, []);
      assert.deepEqual(after.settings.controllers.map(String), before.settings.controllers.map(String));
      assert.ok(after.cycles > 0n && after.version > before.version);
    }),
    one('uninstall_code', 'a call that was not answered is rejected', async (bench) => {
      const canister = await bench.create();
      replyOf(await bench.install(canister, await bench.module()));
      // It calls a canister that stops only when it is told, so its own answer stays open.
      const holder = await bench.canister('management holder');
      const endless = script(
        op(
          'callNew',
          canister.toUint8Array(),
          'update',
          script(...replyWith('late')),
          script(...replyWith(op('rejectMessage'))),
        ),
        op('callAppend', script(...waitingForever(canister))),
        op('drop', op('callPerform')),
      );
      const open = bench.alice.call(holder, 'update', endless);
      await new Promise((resolve) => setTimeout(resolve, 100));
      replyOf(await bench.manage('uninstall_code', canister));
      assert.match(textOf(await open), /uninstall|no Wasm module|not running/i);
    }),
  ];
}

/** A canister that calls itself without an end, one message after the other, and never answers. */
function waitingForever(canister: Principal) {
  // Each reply callback runs the script kept in slot 9 again.
  const again = [
    op(
      'callNew',
      canister.toUint8Array(),
      'query',
      script(op('run', op('slot', 9))),
      script(op('run', op('slot', 9))),
    ),
    op('callAppend', script(op('reply'))),
    op('drop', op('callPerform')),
  ];
  const kept = script(...again);
  return [op('setSlot', 9, kept), op('run', op('slot', 9))];
}

function chunkCases(): ConformanceCase[] {
  const store = (bench: Bench) => bench.canister('management chunks');
  const parts = [EMPTY_MODULE.slice(0, 3), EMPTY_MODULE.slice(3)];
  const upload = async (bench: Bench, chunk: Uint8Array) => {
    const canister = await store(bench);
    return bench.manage('upload_chunk', canister, chunkUpload(canister, chunk));
  };
  return [
    one('upload_chunk', 'the answer is the SHA-256 of the chunk', async (bench) => {
      const hash = chunkHashOf(await upload(bench, Uint8Array.of(1, 2, 3)));
      assert.deepEqual(Buffer.from(hash), Buffer.from(sha256(Uint8Array.of(1, 2, 3))));
    }),
    one('upload_chunk', 'a chunk of 1 MiB is stored', async (bench) => {
      replyOf(await upload(bench, new Uint8Array(1024 * 1024)));
    }),
    one('upload_chunk', 'a chunk of more than 1 MiB is refused', async (bench) => {
      assertRefused(await upload(bench, new Uint8Array(1024 * 1024 + 1)));
    }),
    one('stored_chunks', 'each chunk is listed once', async (bench) => {
      const canister = await store(bench);
      replyOf(await bench.manage('clear_chunk_store', canister));
      for (const chunk of [parts[0], parts[1], parts[0]]) replyOf(await upload(bench, chunk as Uint8Array));
      const hashes = chunkHashesOf(await bench.manage('stored_chunks', canister)).map((hash) =>
        Buffer.from(hash).toString('hex'),
      );
      assert.deepEqual(hashes.sort(), parts.map((part) => Buffer.from(sha256(part)).toString('hex')).sort());
    }),
    one('install_chunked_code', 'the chunks in order are the module', async (bench) => {
      const canister = await bench.create();
      const argument = chunkedInstallation(
        canister,
        parts.map(sha256),
        sha256(EMPTY_MODULE),
        await store(bench),
      );
      replyOf(await bench.manage('install_chunked_code', canister, argument));
      const { module_hash } = await status(bench, canister);
      assert.deepEqual(Buffer.from(module_hash[0] ?? []), Buffer.from(sha256(EMPTY_MODULE)));
    }),
    one('install_chunked_code', 'a hash that does not match the module is refused', async (bench) => {
      const canister = await bench.create();
      const argument = chunkedInstallation(
        canister,
        parts.map(sha256),
        new Uint8Array(32),
        await store(bench),
      );
      assertRefused(await bench.manage('install_chunked_code', canister, argument));
    }),
    one('install_chunked_code', 'a chunk that is not stored is refused', async (bench) => {
      const canister = await bench.create();
      const argument = chunkedInstallation(
        canister,
        [new Uint8Array(32)],
        sha256(EMPTY_MODULE),
        await store(bench),
      );
      assertRefused(await bench.manage('install_chunked_code', canister, argument));
    }),
    one('clear_chunk_store', 'the store is empty', async (bench) => {
      const canister = await store(bench);
      replyOf(await bench.manage('clear_chunk_store', canister));
      assert.deepEqual(chunkHashesOf(await bench.manage('stored_chunks', canister)), []);
    }),
  ];
}

function lifecycleCases(): ConformanceCase[] {
  const subject = (bench: Bench) => bench.canister('management lifecycle');
  const stateOf = async (bench: Bench) => Object.keys((await status(bench, await subject(bench))).status)[0];
  const manage = async (bench: Bench, method: string) =>
    replyOf(await bench.manage(method, await subject(bench)));
  return [
    one('start_canister', 'starting a running canister changes nothing', async (bench) => {
      await manage(bench, 'start_canister');
      assert.equal(await stateOf(bench), 'running');
    }),
    one('delete_canister', 'a running canister is not deleted', async (bench) => {
      const ending = await bench.manage('delete_canister', await subject(bench));
      assertReject(ending, {
        code: REJECT.canisterError,
        errorCode: 'IC0510',
        text: 'must be stopped before it is deleted',
      });
    }),
    one('stop_canister', 'a canister without open calls is stopped at once', async (bench) => {
      await manage(bench, 'stop_canister');
      assert.equal(await stateOf(bench), 'stopped');
    }),
    one('stop_canister', 'stopping a stopped canister succeeds', (bench) =>
      manage(bench, 'stop_canister').then(() => undefined),
    ),
    one('install_code', 'a stopped canister is upgraded, and sees status 3', async (bench) => {
      const code = script(op('setSlot', 4, op('status')));
      replyOf(await bench.install(await subject(bench), await bench.module(), code, 'upgrade'));
    }),
    one('start_canister', 'a stopped canister runs again', async (bench) => {
      await manage(bench, 'start_canister');
      assert.equal(await bench.slot(await subject(bench), 4), 3n);
    }),
    one('canister_status', 'the sizes of the parts are told', async (bench) => {
      const canister = await subject(bench);
      replyOf(
        await bench.alice.call(canister, 'update', script(op('drop', op('stableGrow', 2)), op('reply'))),
      );
      const { memory_metrics, memory_size } = await status(bench, canister);
      assert.equal(memory_metrics['stable_memory_size'], 131_072n);
      assert.ok((memory_metrics['wasm_memory_size'] ?? 0n) >= 65_536n);
      assert.equal(memory_metrics['wasm_binary_size'], BigInt((await bench.module()).length));
      assert.ok(memory_size >= 131_072n);
    }),
    one('canister_status', 'it may be asked by a query', async (bench) => {
      const canister = await subject(bench);
      const ending = await bench.alice.query(MANAGEMENT, 'canister_status', ofCanister(canister), {
        effective: canister,
      });
      assert.deepEqual(Object.keys(statusOf(ending).status), ['running']);
    }),
    one('delete_canister', 'a stopped canister is gone', async (bench) => {
      await manage(bench, 'stop_canister');
      await manage(bench, 'delete_canister');
      const ending = await bench.manage('canister_status', await subject(bench));
      assertReject(ending, { code: REJECT.destinationInvalid, errorCode: 'IC0301' });
    }),
  ];
}

function creationCases(): ConformanceCase[] {
  const method = 'provisional_create_canister_with_cycles';
  return [
    one(method, 'the caller is the only controller', async (bench) => {
      const { settings } = await status(bench, await bench.create());
      assert.deepEqual(settings.controllers.map(String), [bench.alice.principal.toText()]);
    }),
    one(method, 'the amount is its balance', async (bench) => {
      const { cycles } = await status(bench, await bench.create({ amount: 7_000_000_000_000n }));
      assert.ok(
        cycles <= 7_000_000_000_000n && cycles > 6_900_000_000_000n,
        `expected about 7 T, got ${cycles}`,
      );
    }),
    one(method, 'each canister has an id of its own', async (bench) => {
      assert.notEqual((await bench.create()).toText(), (await bench.create()).toText());
    }),
    one(method, 'settings are those given', async (bench) => {
      const canister = await bench.create({
        settings: { controllers: [bench.alice.principal, bench.bob.principal], freezing_threshold: 99n },
      });
      const { settings } = await status(bench, canister, bench.bob);
      assert.equal(settings['freezing_threshold'], 99n);
      assert.equal(settings.controllers.length, 2);
    }),
    one(method, 'settings that cannot be are refused', async (bench) => {
      assertRefused(await bench.provisional(creation({ settings: { compute_allocation: 101n } })));
    }),
    one('provisional_top_up_canister', 'the cycles arrive, whoever asks', async (bench) => {
      const canister = await bench.create({ amount: 1_000_000_000_000n });
      const before = (await status(bench, canister)).cycles;
      replyOf(
        await bench.manage(
          'provisional_top_up_canister',
          canister,
          topUp(canister, 3_000_000_000_000n),
          bench.bob,
        ),
      );
      const after = (await status(bench, canister)).cycles;
      assert.ok(after > before + 2_900_000_000_000n, `expected about 3 T more than ${before}, got ${after}`);
    }),
    one('no such method', 'a user that calls a method that does not exist is refused', async (bench) => {
      const canister = await bench.create();
      assertRefused(await bench.manage('no_such_method', canister));
    }),
  ];
}
