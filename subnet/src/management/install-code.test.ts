import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CanisterState } from '../canister/canister-state.ts';
import { keyText, principalBytes, type PrincipalKey } from '../principal.ts';
import { call, NO_SETTINGS, newCanister, of, ok, OWNER, refused, STRANGER, VIEWER } from './call-in-tests.ts';
import { principalOf } from './find-canister.ts';
import { InMemoryHost, succeeded } from './in-memory-host.ts';

let host: InMemoryHost;
let key: PrincipalKey;

const PLAIN = module([]);
const OTHER = module([{ name: 'candid:service', visibility: 'public' }]);
const PERSISTENT = module([{ name: 'enhanced-orthogonal-persistence', visibility: 'private' }]);

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
});

function module(metadata: unknown): Uint8Array {
  return new Uint8Array(Buffer.from(`\0asm${JSON.stringify(metadata)}`));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function state(): CanisterState {
  const canister = host.canisters.get(key);
  if (canister === undefined) expect.fail('expected the canister to exist');
  return canister;
}

function install(mode: unknown, wasm_module: Uint8Array, arg = new Uint8Array(0)): Record<string, unknown> {
  return { ...of(key), mode, wasm_module, arg, sender_canister_version: [] };
}

function upgrade(persistence?: 'keep' | 'replace', skip?: boolean): unknown {
  const wasm_memory_persistence = persistence === undefined ? [] : [{ [persistence]: null }];
  return { upgrade: [{ skip_pre_upgrade: skip === undefined ? [] : [skip], wasm_memory_persistence }] };
}

const INSTALL = { install: null };
const REINSTALL = { reinstall: null };
const UPGRADE = { upgrade: [] };

describe('modes', () => {
  test('install passes argument, caller and limit on, and records the deployment', async () => {
    await ok(host, 'install_code', install(INSTALL, PLAIN, Uint8Array.of(1, 2)));
    expect(host.installations).toEqual([
      {
        mode: 'install',
        moduleHash: sha256(PLAIN),
        argument: Uint8Array.of(1, 2),
        caller: principalBytes(OWNER),
        skipPreUpgrade: false,
        keepHeap: false,
        instructionLimit: 300_000_000_000n,
      },
    ]);
    expect(state()).toMatchObject({ version: 1n, changesTotal: 2n });
    expect(state().code).toMatchObject({ moduleHash: sha256(PLAIN), moduleBytes: PLAIN.length });
    expect(state().history[1]).toMatchObject({
      canisterVersion: 1n,
      details: { kind: 'code_deployment', mode: 'install', moduleHash: sha256(PLAIN) },
    });
  });

  test('install of a canister that has code, upgrade of one that has none', async () => {
    expect(await refused(host, 'install_code', install(UPGRADE, PLAIN))).toBe(
      `IC0537: Error from Canister ${keyText(key)}: Attempted to execute a message, but the canister contains no ` +
        'Wasm module.',
    );
    await ok(host, 'install_code', install(INSTALL, PLAIN));
    expect(await refused(host, 'install_code', install(INSTALL, PLAIN))).toBe(
      `IC0514: Canister ${keyText(key)} cannot be installed because the canister is not empty. ` +
        "Try installing with mode='reinstall' instead.",
    );
    expect(host.installations).toHaveLength(1);
  });

  test('reinstall works on an empty canister and on a full one, and drops the older log', async () => {
    host.run = () => succeeded('first');
    await ok(host, 'install_code', install(REINSTALL, PLAIN));
    await ok(host, 'install_code', install(UPGRADE, PLAIN));
    expect(state().log).toHaveLength(2);
    host.run = () => succeeded('third', 'fourth');
    await ok(host, 'install_code', install(REINSTALL, OTHER));
    expect(state().log.map(({ content }) => Buffer.from(content).toString())).toEqual(['third', 'fourth']);
    expect(state().logNextIndex).toBe(4n);
    host.run = () => succeeded();
    await ok(host, 'install_code', install(REINSTALL, OTHER));
    expect(state().log).toEqual([]);
  });

  test('upgrade passes its options on', async () => {
    await ok(host, 'install_code', install(INSTALL, PERSISTENT));
    await ok(host, 'install_code', install(upgrade('keep', true), PERSISTENT));
    expect(host.installations[1]).toMatchObject({ mode: 'upgrade', skipPreUpgrade: true, keepHeap: true });
    await ok(host, 'install_code', install(upgrade('replace', false), PERSISTENT));
    expect(host.installations[2]).toMatchObject({ mode: 'upgrade', skipPreUpgrade: false, keepHeap: false });
  });
});

describe('enhanced orthogonal persistence', () => {
  test.each([
    ['plain to plain', PLAIN, PLAIN, undefined, undefined],
    ['plain to persistent', PLAIN, PERSISTENT, undefined, undefined],
    ['persistent to persistent', PERSISTENT, PERSISTENT, undefined, 'Missing'],
    ['persistent to plain', PERSISTENT, PLAIN, undefined, 'Missing'],
    ['persistent to persistent, keep', PERSISTENT, PERSISTENT, 'keep', undefined],
    ['persistent to plain, keep', PERSISTENT, PLAIN, 'keep', 'Invalid'],
    ['plain to plain, keep', PLAIN, PLAIN, 'keep', 'Invalid'],
    ['plain to persistent, keep', PLAIN, PERSISTENT, 'keep', undefined],
    ['persistent to plain, replace', PERSISTENT, PLAIN, 'replace', undefined],
    ['persistent to persistent, replace', PERSISTENT, PERSISTENT, 'replace', undefined],
  ] as const)('%s', async (...[, from, to, persistence, problem]) => {
    await ok(host, 'install_code', install(INSTALL, from));
    const argument = install(upgrade(persistence), to);
    if (problem === undefined) {
      await ok(host, 'install_code', argument);
      return;
    }
    expect(await refused(host, 'install_code', argument)).toBe(
      problem === 'Missing'
        ? 'IC0504: Missing upgrade option: Enhanced orthogonal persistence requires the ' +
            '`wasm_memory_persistence` upgrade option.'
        : 'IC0504: Invalid upgrade option: The `wasm_memory_persistence: opt Keep` upgrade option requires that ' +
            'the new canister module supports enhanced orthogonal persistence.',
    );
    expect(host.installations).toHaveLength(1);
  });
});

describe('failures', () => {
  test('a module that is not wasm', async () => {
    expect(await refused(host, 'install_code', install(INSTALL, Uint8Array.of(1, 2, 3, 4)))).toBe(
      `IC0505: Error from Canister ${keyText(key)}: Canister's Wasm module is not valid: no magic`,
    );
  });

  test('a hook that traps leaves the canister as it was, but for its log', async () => {
    const trap = { errorCode: 'IC0503', message: "Canister called `ic0.trap` with message: 'no'" };
    host.run = () => ({ ...succeeded(), trap });
    expect(await refused(host, 'install_code', install(INSTALL, PLAIN))).toBe(
      `IC0503: Error from Canister ${keyText(key)}: Canister called \`ic0.trap\` with message: 'no'`,
    );
    host.run = () => ({ ...succeeded('trapped'), trap });
    const outcome = await call(host, 'install_code', install(REINSTALL, PLAIN));
    expect(outcome).toMatchObject({ answer: { kind: 'reject', code: 5 } });
    expect(state()).toMatchObject({ code: undefined, version: 0n, changesTotal: 1n });
    expect(state().log).toHaveLength(1);
  });

  test('what changes while the module is prepared is seen', async () => {
    host.whilePreparing = () => {
      state().settings = { ...state().settings, controllers: [STRANGER] };
    };
    const outcome = await call(host, 'install_code', install(INSTALL, PLAIN));
    expect(outcome).toMatchObject({ answer: { kind: 'reject', errorCode: 'IC0512' } });
    host.whilePreparing = () => host.canisters.delete(key);
    const second = await call(host, 'install_code', install(INSTALL, PLAIN), { caller: STRANGER });
    expect(second).toMatchObject({ answer: { kind: 'reject', errorCode: 'IC0301' } });
    expect(host.installations).toEqual([]);
  });
});

describe('install_chunked_code', () => {
  const half = PERSISTENT.length >> 1;
  const PARTS = [PERSISTENT.slice(0, half), PERSISTENT.slice(half)];

  async function upload(target: PrincipalKey, parts = PARTS): Promise<{ hash: Uint8Array }[]> {
    const hashes: { hash: Uint8Array }[] = [];
    for (const chunk of parts) {
      hashes.push((await ok(host, 'upload_chunk', { ...of(target), chunk })) as { hash: Uint8Array });
    }
    return hashes;
  }

  function chunked(
    chunk_hashes_list: unknown[],
    options: Record<string, unknown> = {},
  ): Record<string, unknown> {
    return {
      mode: INSTALL,
      target_canister: principalOf(key),
      store_canister: [],
      chunk_hashes_list,
      wasm_module_hash: new Uint8Array(Buffer.from(sha256(PERSISTENT), 'hex')),
      arg: new Uint8Array(0),
      sender_canister_version: [],
      ...options,
    };
  }

  test('joins the chunks in the order of the list', async () => {
    const hashes = await upload(key);
    await ok(host, 'install_chunked_code', chunked(hashes));
    expect(state().code).toMatchObject({ moduleHash: sha256(PERSISTENT), moduleBytes: PERSISTENT.length });
    const wrongOrder = chunked([...hashes].reverse(), { mode: REINSTALL });
    expect(await refused(host, 'install_chunked_code', wrongOrder)).toMatch(
      /^IC0504: Error from Wasm chunk store: Wasm module hash [0-9a-f]{64} does not match given hash [0-9a-f]{64}\.$/,
    );
  });

  test('takes them from another canister only for its controllers or itself', async () => {
    const store = await newCanister(host);
    const hashes = await upload(store);
    const fromStore = { store_canister: [principalOf(store)] };
    expect(await refused(host, 'install_chunked_code', chunked(hashes))).toMatch(/^IC0504.*was not found\.$/);
    const viewers = {
      ...NO_SETTINGS,
      controllers: [[principalOf(VIEWER), principalOf(OWNER), principalOf(store)]],
    };
    await ok(host, 'update_settings', { ...of(key), settings: viewers, sender_canister_version: [] });
    const asViewer = { caller: VIEWER };
    expect(await refused(host, 'install_chunked_code', chunked(hashes, fromStore), asViewer)).toMatch(
      /^IC0512/,
    );
    await ok(host, 'install_chunked_code', chunked(hashes, fromStore), { caller: store, fromCanister: true });
    await ok(host, 'install_chunked_code', chunked(hashes, { ...fromStore, mode: REINSTALL }));
  });

  test('refuses hashes of another length and lists that are too long', async () => {
    const [first] = await upload(key);
    expect(await refused(host, 'install_chunked_code', chunked([{ hash: new Uint8Array(31) }]))).toBe(
      'IC0504: Error from Wasm chunk store: Chunk hash is invalid. The length is not 32.',
    );
    const noHash = chunked([first], { wasm_module_hash: new Uint8Array(31) });
    expect(await refused(host, 'install_chunked_code', noHash)).toBe(
      `IC0504: Invalid wasm hash ${'00'.repeat(31)}`,
    );
    const list = (length: number) => chunked(new Array(length).fill(first));
    expect(await refused(host, 'install_chunked_code', list(100))).toMatch(/does not match given hash/);
    expect(await refused(host, 'install_chunked_code', list(101))).toMatch(
      /at most 100 chunks in a module, got 101/,
    );
  });
});
