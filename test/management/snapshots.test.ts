import type { HttpAgent } from '@dfinity/agent';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { numberOf, query, replyOf, textOf, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { managementActor } from './management-actor.ts';

interface View {
  readonly id: Uint8Array;
  readonly total_size: bigint;
}

interface Metadata {
  readonly wasm_module_size: bigint;
  readonly wasm_memory_size: bigint;
  readonly stable_memory_size: bigint;
  readonly globals: readonly object[];
  readonly certified_data: Uint8Array;
  readonly wasm_chunk_store: readonly { readonly hash: Uint8Array }[];
}

const SLICE = 2_000_000n;

describe.each([32, 64] as const)('snapshots of a canister with %i-bit pointers', (pointers) => {
  let directory: string;
  let subnet: Subnet;
  let agent: HttpAgent;
  let canister: Principal;

  const start = async () => {
    subnet = await Subnet.start({ stateDir: directory, clock: 'manual' });
    agent = await testAgent(subnet);
  };
  const restart = async () => {
    await subnet.stop();
    await start();
  };
  const call = <T>(method: string, argument: object = {}, to = canister) =>
    managementActor(agent, to)<T>(method, argument);
  const take = (argument: object = {}) =>
    call<View>('take_canister_snapshot', {
      replace_snapshot: [],
      uninstall_code: [],
      sender_canister_version: [],
      ...argument,
    });
  const load = (snapshot_id: Uint8Array, to = canister) =>
    call('load_canister_snapshot', { snapshot_id, sender_canister_version: [] }, to);

  /** Writes a word to heap, a global, stable memory and certified data. */
  const write = async (word: string) => {
    const code = script(
      op('setGlobal', BigInt(word.length)),
      op('setSlot', 3n, BigInt(word.charCodeAt(0))),
      op('stableWrite', 70_000n, word),
      op('certifiedDataSet', word),
      ...replyWith('written'),
    );
    expect(textOf(await update(agent, canister, code))).toBe('written');
  };
  const expectWord = async (word: string, of = canister) => {
    const length = BigInt(word.length);
    expect(numberOf(await query(agent, of, script(...replyWith(op('toBlob', op('global'))))))).toBe(length);
    const slot = script(...replyWith(op('toBlob', op('slot', 3n))));
    expect(numberOf(await query(agent, of, slot))).toBe(BigInt(word.charCodeAt(0)));
    const stable = script(...replyWith(op('stableRead', 70_000n, length)));
    expect(Buffer.from(replyOf(await query(agent, of, stable))).toString()).toBe(word);
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'snapshots-'));
    await start();
    const management = managementOf(agent);
    canister = await management.create();
    await management.install(canister, await scriptCanister({ pointers }));
    await update(agent, canister, script(op('drop', op('stableGrow', 3n)), ...replyWith('grown')));
  });
  afterEach(async () => {
    await subnet.stop();
    await rm(directory, { recursive: true });
  });

  test('bring back heap, globals, stable memory and certified data, over restarts between the steps', async () => {
    await write('first');
    const { id } = await take();
    await restart();
    await write('another');
    await expectWord('another');
    await restart();
    await load(id);
    await expectWord('first');
    await restart();
    await expectWord('first');
    const data = await call<Metadata>('read_canister_snapshot_metadata', { snapshot_id: id });
    expect(Buffer.from(data.certified_data).toString()).toBe('first');
    await write('third');
    await expectWord('third');
    await load(id);
    await restart();
    await expectWord('first');
  });

  test('survive an uninstallation with the module, and go into another canister', async () => {
    await write('kept');
    const { id } = await take({ uninstall_code: [true] });
    expect(await query(agent, canister, script(...replyWith('there')))).toMatchObject({
      errorCode: 'IC0537',
    });
    await restart();
    const other = await managementOf(agent).create();
    await load(id, other);
    await expectWord('kept', other);
    await load(id);
    await expectWord('kept');
    await restart();
    await expectWord('kept', other);
  });

  test('come down in parts, go up again elsewhere and run there', async () => {
    await call('upload_chunk', { chunk: Uint8Array.of(1, 2, 3) });
    await write('travels');
    const { id } = await take();
    const data = await call<Metadata>('read_canister_snapshot_metadata', { snapshot_id: id });
    expect(data.wasm_chunk_store).toHaveLength(1);
    const other = await managementOf(agent).create();
    const { snapshot_id } = await call<{ snapshot_id: Uint8Array }>(
      'upload_canister_snapshot_metadata',
      { ...data, replace_snapshot: [] },
      other,
    );
    const areas = [
      ['wasm_module', data.wasm_module_size],
      ['wasm_memory', data.wasm_memory_size],
      ['stable_memory', data.stable_memory_size],
    ] as const;
    for (const [name, size] of areas) {
      for (let offset = 0n; offset < size; offset += SLICE) {
        const count = size - offset < SLICE ? size - offset : SLICE;
        const kind = { [name]: { offset, size: count } };
        const { chunk } = await call<{ chunk: Uint8Array }>('read_canister_snapshot_data', {
          snapshot_id: id,
          kind,
        });
        expect(chunk).toHaveLength(Number(count));
        // Parts that end within a page, and one that begins there.
        const cut = Math.min(chunk.length, 4_097);
        for (const [from, to] of [
          [0, cut],
          [cut, chunk.length],
        ] as const) {
          await call(
            'upload_canister_snapshot_data',
            {
              snapshot_id,
              kind: { [name]: { offset: offset + BigInt(from) } },
              chunk: chunk.slice(from, to),
            },
            other,
          );
        }
        await restart();
      }
    }
    const kind = { wasm_chunk: data.wasm_chunk_store[0] };
    const { chunk } = await call<{ chunk: Uint8Array }>('read_canister_snapshot_data', {
      snapshot_id: id,
      kind,
    });
    expect(chunk).toEqual(Uint8Array.of(1, 2, 3));
    await call('upload_canister_snapshot_data', { snapshot_id, kind: { wasm_chunk: null }, chunk }, other);
    await load(snapshot_id, other);
    await expectWord('travels', other);
    expect(await call('stored_chunks', {}, other)).toEqual(data.wasm_chunk_store);
    await restart();
    await expectWord('travels', other);
  });

  test('take and load within one round see each other', async () => {
    await write('now');
    const [{ id }] = await Promise.all([take(), take()]);
    await Promise.all([load(id), write('later').then(() => load(id))]);
    await expectWord('now');
    const list = await call<View[]>('list_canister_snapshots');
    expect(list).toHaveLength(2);
    await call('delete_canister_snapshot', { snapshot_id: id });
    await restart();
    expect(await call<View[]>('list_canister_snapshots')).toEqual(list.slice(1));
  });

  test('an upload whose module is none is refused and leaves the canister alone', async () => {
    await write('mine');
    const { id } = await take();
    const data = await call<Metadata>('read_canister_snapshot_metadata', { snapshot_id: id });
    const { snapshot_id } = await call<{ snapshot_id: Uint8Array }>('upload_canister_snapshot_metadata', {
      ...data,
      replace_snapshot: [],
    });
    await expect(load(snapshot_id)).rejects.toThrow(/Wasm module is not valid/);
    await expectWord('mine');
  });
});
