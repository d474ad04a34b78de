import { beforeEach, describe, expect, test } from 'vitest';
import { keyText, type PrincipalKey } from '../principal.ts';
import { newCanister, of, ok, refused, STRANGER, VIEWER } from './call-in-tests.ts';
import { principalOf } from './find-canister.ts';
import { InMemoryHost } from './in-memory-host.ts';
import {
  installEmpty,
  recordOf,
  take,
  taking,
  upload,
  type SnapshotView,
} from './snapshot-calls-in-tests.ts';

let host: InMemoryHost;
let key: PrincipalKey;

beforeEach(async () => {
  host = new InMemoryHost();
  key = await newCanister(host);
  await installEmpty(host, key);
});

const list = async () => (await ok(host, 'list_canister_snapshots', of(key))) as SnapshotView[];

describe('take_canister_snapshot', () => {
  test('gives an id of number and canister, the time and the size, and leaves the version alone', async () => {
    const { version } = recordOf(host, key);
    const snapshot = await take(host, key);
    expect(Buffer.from(snapshot.id).toString('hex')).toBe(`0000000000000000${key}`);
    expect(snapshot.taken_at_timestamp).toBe(host.nowNs);
    // The module's 6 bytes, one page of heap, two of stable memory and a global of 8 bytes.
    expect(snapshot.total_size).toBe(6n + 65_536n + 131_072n + 8n);
    expect(recordOf(host, key).version).toBe(version);
    expect(await list()).toEqual([snapshot]);
  });

  test('an empty canister has no snapshot', async () => {
    const empty = await newCanister(host);
    expect(await refused(host, 'take_canister_snapshot', taking(empty))).toBe(
      `IC0406: Failed to create snapshot for empty canister ${keyText(empty)}:`,
    );
  });

  test('ten snapshots fit, an eleventh is refused unless it replaces one', async () => {
    const first = await take(host, key);
    for (let i = 1; i < 10; i++) await take(host, key);
    expect(await refused(host, 'take_canister_snapshot', taking(key))).toBe(
      `IC0406: Canister ${keyText(key)} has reached the maximum number of snapshots allowed: 10.`,
    );
    const eleventh = await take(host, key, first.id);
    expect(await list()).toHaveLength(10);
    expect(await list()).toContainEqual(eleventh);
    expect(await list()).not.toContainEqual(first);
  });

  test('numbers are not used again', async () => {
    const first = await take(host, key);
    await ok(host, 'delete_canister_snapshot', { ...of(key), snapshot_id: first.id });
    expect((await take(host, key)).id).not.toEqual(first.id);
  });

  test('what is to be replaced must be there', async () => {
    const { id } = await take(host, key);
    await ok(host, 'delete_canister_snapshot', { ...of(key), snapshot_id: id });
    expect(await refused(host, 'take_canister_snapshot', taking(key, id))).toBe(
      `IC0305: Could not find the snapshot ID 0-${keyText(key)} for canister ${keyText(key)}.`,
    );
  });

  test('uninstall_code makes the canister empty and keeps the snapshot', async () => {
    await ok(host, 'take_canister_snapshot', taking(key, undefined, true));
    expect(recordOf(host, key).code).toBeUndefined();
    expect(recordOf(host, key).history.at(-1)?.details).toEqual({ kind: 'code_uninstall' });
    expect(await list()).toHaveLength(1);
  });

  test('the chunk store is part of it, and memory metrics count it', async () => {
    await ok(host, 'upload_chunk', { ...of(key), chunk: Uint8Array.of(5) });
    const { total_size } = await take(host, key);
    expect(total_size).toBe(6n + 65_536n + 131_072n + 8n + 1_048_576n);
    const status = (await ok(host, 'canister_status', of(key))) as {
      memory_metrics: { snapshots_size: bigint };
    };
    expect(status.memory_metrics.snapshots_size).toBe(total_size);
  });
});

describe('who may see and delete', () => {
  test('controllers alone at first; the public and named viewers by the setting', async () => {
    const { id } = await take(host, key);
    const canister = recordOf(host, key);
    const argument = { ...of(key), snapshot_id: id };
    const read = { ...argument, kind: { wasm_memory: { offset: 0n, size: 1n } } };
    const attempts = [
      ['list_canister_snapshots', of(key)],
      ['read_canister_snapshot_metadata', argument],
      ['read_canister_snapshot_data', read],
    ] as const;
    const stranger = { caller: STRANGER };
    for (const [method, value] of attempts)
      expect(await refused(host, method, value, stranger)).toMatch(/^IC0512/);
    canister.settings = {
      ...canister.settings,
      snapshotVisibility: { kind: 'allowed_viewers', viewers: [VIEWER] },
    };
    for (const [method, value] of attempts) {
      await ok(host, method, value, { caller: VIEWER });
      expect(await refused(host, method, value, stranger)).toMatch(/^IC0512/);
    }
    canister.settings = { ...canister.settings, snapshotVisibility: { kind: 'public' } };
    for (const [method, value] of attempts) await ok(host, method, value, stranger);
    expect(await refused(host, 'delete_canister_snapshot', argument, stranger)).toMatch(/^IC0512/);
    expect(await refused(host, 'take_canister_snapshot', taking(key), stranger)).toMatch(/^IC0512/);
  });

  test('a snapshot is found only at its own canister', async () => {
    const other = await newCanister(host);
    const { id } = await take(host, key);
    expect(await refused(host, 'delete_canister_snapshot', { ...of(other), snapshot_id: id })).toBe(
      `IC0305: Could not find the snapshot ID 0-${keyText(key)} for canister ${keyText(other)}.`,
    );
  });

  test('an id of a wrong length is a bad payload', async () => {
    for (const length of [7, 38]) {
      const snapshot_id = new Uint8Array(length);
      expect(await refused(host, 'delete_canister_snapshot', { ...of(key), snapshot_id })).toMatch(/^IC0408/);
    }
  });

  test('the snapshots of a deleted canister go with it', async () => {
    await upload(host, key);
    await ok(host, 'upload_canister_snapshot_data', {
      ...of(key),
      snapshot_id: await upload(host, key),
      kind: { wasm_memory: { offset: 0n } },
      chunk: Uint8Array.of(1),
    });
    expect(host.snapshots.areas.size).toBe(1);
    recordOf(host, key).status = 'stopped';
    await ok(host, 'delete_canister', { canister_id: principalOf(key) });
    expect(host.snapshots.areas.size).toBe(0);
  });
});
