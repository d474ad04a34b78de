import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { keyText, type PrincipalKey } from '../principal.ts';
import { newCanister, of, ok, OWNER, refused, STRANGER } from './call-in-tests.ts';
import { InMemoryHost } from './in-memory-host.ts';
import { installEmpty, recordOf, take, upload, uploading } from './snapshot-calls-in-tests.ts';

let host: InMemoryHost;
let key: PrincipalKey;

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
  await installEmpty(host, key);
});

const loading = (canister: PrincipalKey, snapshot_id: Uint8Array) => ({
  ...of(canister),
  snapshot_id,
  sender_canister_version: [],
});

describe('load_canister_snapshot', () => {
  test('restores certified data, raises the version and is in the history', async () => {
    const canister = recordOf(host, key);
    canister.certifiedData = Uint8Array.of(9);
    canister.globalTimerNs = 5n;
    const { id } = await take(host, key);
    const [version, takenAt] = [canister.version, host.nowNs];
    canister.certifiedData = Uint8Array.of(8);
    canister.globalTimerNs = 6n;
    host.nowNs += 1n;
    await ok(host, 'load_canister_snapshot', loading(key, id));
    expect(host.snapshots.loaded).toHaveLength(1);
    expect(canister.certifiedData).toEqual(Uint8Array.of(9));
    // The timer of a snapshot that was taken is not restored.
    expect(canister).toMatchObject({ version: version + 1n, globalTimerNs: 6n });
    expect(canister.history.at(-1)).toMatchObject({
      canisterVersion: version + 1n,
      details: {
        kind: 'load_snapshot',
        snapshotId: Buffer.from(id).toString('hex'),
        canisterVersion: version,
        takenAtNs: takenAt,
        source: 'taken_from_canister',
      },
    });
    const info = (await ok(
      host,
      'canister_info',
      { ...of(key), num_requested_changes: [1n] },
      { caller: key, fromCanister: true },
    )) as { recent_changes: { details: Record<string, unknown> }[] };
    expect(info.recent_changes[0]?.details).toMatchObject({
      load_snapshot: { from_canister_id: [], source: { taken_from_canister: null } },
    });
  });

  test('a snapshot of another canister needs a controller of both', async () => {
    const other = await newCanister(host);
    const { id } = await take(host, key);
    await ok(host, 'load_canister_snapshot', loading(other, id));
    expect(recordOf(host, other).history.at(-1)?.details).toMatchObject({ from: key });
    recordOf(host, other).settings = { ...recordOf(host, other).settings, controllers: [STRANGER] };
    expect(await refused(host, 'load_canister_snapshot', loading(other, id))).toMatch(/^IC0512/);
    const stranger = { caller: STRANGER };
    expect(await refused(host, 'load_canister_snapshot', loading(other, id), stranger)).toBe(
      `IC0406: Only a controller of the canister that snapshot 0-${keyText(key)} belongs to can load it on canister ` +
        `${keyText(other)}. Sender: ${keyText(STRANGER)}.`,
    );
    expect(OWNER).not.toBe(STRANGER);
  });

  test('an upload restores timer and hook where it gives them', async () => {
    const canister = recordOf(host, key);
    canister.globalTimerNs = 5n;
    await ok(host, 'load_canister_snapshot', loading(key, await upload(host, key)));
    expect(canister.globalTimerNs).toBe(5n);
    const timed = await upload(host, key, { global_timer: [{ active: 77n }] });
    await ok(host, 'load_canister_snapshot', loading(key, timed));
    expect(canister.globalTimerNs).toBe(77n);
    const idle = await upload(host, key, { global_timer: [{ inactive: null }] });
    await ok(host, 'load_canister_snapshot', loading(key, idle));
    expect(canister.globalTimerNs).toBe(0n);
  });

  test('the state of the hook must be true of the memory', async () => {
    const canister = recordOf(host, key);
    const hook = (status: string) => ({ on_low_wasm_memory_hook_status: [{ [status]: null }] });
    const [low, fine] = [
      await upload(host, key, hook('executed')),
      await upload(host, key, hook('condition_not_satisfied')),
    ];
    expect(await refused(host, 'load_canister_snapshot', loading(key, low))).toMatch(/^IC0408/);
    await ok(host, 'load_canister_snapshot', loading(key, fine));
    canister.settings = { ...canister.settings, wasmMemoryLimit: 70_000n, wasmMemoryThreshold: 10_000n };
    expect(await refused(host, 'load_canister_snapshot', loading(key, fine))).toMatch(/^IC0408/);
    await ok(host, 'load_canister_snapshot', loading(key, low));
    expect(canister.lowMemoryHook).toBe('executed');
  });

  test('globals of another module and a module that is none change nothing', async () => {
    const id = await upload(host, key);
    host.snapshots.loads = 'mismatch';
    expect(await refused(host, 'load_canister_snapshot', loading(key, id))).toBe(
      'IC0408: Wasm exported globals of canister module and snapshot metadata do not match.',
    );
    host.snapshots.loads = { errorCode: 'IC0505', message: "Canister's Wasm module is not valid: no magic" };
    expect(await refused(host, 'load_canister_snapshot', loading(key, id))).toBe(
      `IC0505: Error from Canister ${keyText(key)}: Canister's Wasm module is not valid: no magic`,
    );
  });
});

describe('upload and download', () => {
  test('metadata comes back as it went', async () => {
    const globals = [{ i32: -3 }, { i64: -4n }, { f32: 0.5 }, { f64: -0.25 }, { v128: 2n ** 128n - 1n }];
    const snapshot_id = await upload(host, key, { globals, global_timer: [{ active: 9n }] });
    expect(await ok(host, 'read_canister_snapshot_metadata', { ...of(key), snapshot_id })).toEqual({
      source: { metadata_upload: null },
      taken_at_timestamp: host.nowNs,
      wasm_module_size: 10n,
      globals,
      wasm_memory_size: 65_536n,
      stable_memory_size: 0n,
      wasm_chunk_store: [],
      canister_version: recordOf(host, key).version,
      certified_data: Uint8Array.of(1, 2),
      global_timer: [{ active: 9n }],
      on_low_wasm_memory_hook_status: [],
    });
  });

  test.each([
    ['wasm_memory_size', 65_537n],
    ['stable_memory_size', 1n],
    ['wasm_memory_size', 6n * 2n ** 30n + 65_536n],
    ['stable_memory_size', 500n * 2n ** 30n + 65_536n],
    ['wasm_module_size', 100n * 2n ** 20n + 1n],
    ['certified_data', new Uint8Array(33)],
    ['globals', Array.from({ length: 1_001 }, () => ({ i32: 0 }))],
    ['globals', [{ v128: 2n ** 128n }]],
  ])('%s of %s is more than a canister can have', async (field, value) => {
    const argument = uploading(key, { [field]: value });
    expect(await refused(host, 'upload_canister_snapshot_metadata', argument)).toMatch(/^IC0504/);
  });

  test('data goes to its place; the last byte fits, the next does not', async () => {
    const snapshot_id = await upload(host, key);
    const part = (offset: bigint, chunk: Uint8Array) => ({
      ...of(key),
      snapshot_id,
      kind: { wasm_memory: { offset } },
      chunk,
    });
    await ok(host, 'upload_canister_snapshot_data', part(65_534n, Uint8Array.of(1, 2)));
    expect(await refused(host, 'upload_canister_snapshot_data', part(65_535n, Uint8Array.of(1, 2)))).toBe(
      'IC0408: Invalid subslice into wasm module / main memory / stable memory: offset: 65535, size: 2',
    );
    const read = (offset: bigint, size: bigint) => ({
      ...of(key),
      snapshot_id,
      kind: { wasm_memory: { offset, size } },
    });
    expect(await ok(host, 'read_canister_snapshot_data', read(65_533n, 3n))).toEqual({
      chunk: Uint8Array.of(0, 1, 2),
    });
    expect(await refused(host, 'read_canister_snapshot_data', read(65_533n, 4n))).toMatch(/^IC0408/);
    expect(await refused(host, 'read_canister_snapshot_data', read(0n, 2_000_001n))).toBe(
      'IC0408: Requested slice too large: 2000001 > 2000000',
    );
  });

  test('chunks of the chunk store come back by their hash', async () => {
    const snapshot_id = await upload(host, key);
    const chunk = Uint8Array.of(4, 5);
    const hash = new Uint8Array(createHash('sha256').update(chunk).digest());
    const read = { ...of(key), snapshot_id, kind: { wasm_chunk: { hash } } };
    expect(await refused(host, 'read_canister_snapshot_data', read)).toMatch(/^IC0504.*was not found/);
    const write = (bytes: Uint8Array) => ({
      ...of(key),
      snapshot_id,
      kind: { wasm_chunk: null },
      chunk: bytes,
    });
    await ok(host, 'upload_canister_snapshot_data', write(chunk));
    expect(await ok(host, 'read_canister_snapshot_data', read)).toEqual({ chunk });
    const large = write(new Uint8Array(1_048_577));
    expect(await refused(host, 'upload_canister_snapshot_data', large)).toMatch(/^IC0504/);
    await ok(host, 'load_canister_snapshot', loading(key, snapshot_id));
    expect([...recordOf(host, key).chunks]).toEqual([[Buffer.from(hash).toString('hex'), 2]]);
  });

  test('a snapshot that was taken is not written', async () => {
    const { id } = await take(host, key);
    const write = {
      ...of(key),
      snapshot_id: id,
      kind: { wasm_memory: { offset: 0n } },
      chunk: Uint8Array.of(1),
    };
    expect(await refused(host, 'upload_canister_snapshot_data', write)).toBe(
      'IC0409: Only canister snapshots created by metadata upload can be mutated.',
    );
  });
});
