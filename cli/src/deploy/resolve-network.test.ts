import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Principal } from '@indus/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeNetworkFile } from '../state/network-file.ts';
import { stateFolder, type StateFolder } from '../state/state-folder.ts';
import { initArguments, readBoardFile } from './init-arguments.ts';
import { type Network, resolveNetwork } from './resolve-network.ts';

let folder: string;
let state: StateFolder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'indus-network-'));
  state = stateFolder(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const resolve = (network: string, rootKey?: string): Promise<Network> =>
  resolveNetwork(folder, state, { network, rootKey }, () => undefined);

describe('network', () => {
  test('embedded is the one that runs on the state folder, by name or by its address', async () => {
    await expect(resolve('embedded')).rejects.toMatchObject({ code: 'network_required' });
    await writeNetworkFile(state, { url: 'http://127.0.0.1:4943', rootKey: Uint8Array.of(7) });
    const named = await resolve('embedded');
    expect(named).toMatchObject({ name: 'embedded', rootKey: Uint8Array.of(7), isDevelopment: true });
    expect(await resolve('http://127.0.0.1:4943/')).toEqual(named);
  });

  test('the IC is believed by the key that the client holds, and gives no cycles away', async () => {
    const network = await resolve('ic');
    expect(network.rootKey).toBeUndefined();
    expect(network).toMatchObject({
      name: 'ic',
      isDevelopment: false,
      canisterIds: join(folder, 'canister_ids.json'),
    });
  });

  test('a network elsewhere needs its root key told', async () => {
    await expect(resolve('https://subnet.example')).rejects.toMatchObject({ code: 'root_key_required' });
    expect((await resolve('https://subnet.example', '0aFF')).rootKey).toEqual(Uint8Array.of(10, 255));
  });

  test('what is no network and what is no key are refused', async () => {
    for (const network of ['mainnet', 'ftp://127.0.0.1', '']) {
      await expect(resolve(network)).rejects.toMatchObject({ code: 'bad_option' });
    }
    await expect(resolve('https://subnet.example', '0x12')).rejects.toMatchObject({ code: 'bad_option' });
  });
});

describe('init arguments', () => {
  test('the registry gets the board of the file, a vault the registry, other canisters an empty message', async () => {
    const path = join(folder, 'init.json');
    await writeFile(path, '{"registry":{"members":["2vxsx-fae"],"threshold":1}}');
    const board = await readBoardFile(path);
    expect(board).toEqual({ members: [Principal.anonymous()], threshold: 1 });
    const none = () => undefined;
    const argumentOf = initArguments(board, 'dfx_test_key');
    expect(argumentOf('registry', none).length).toBeGreaterThan(6);
    const shard = (name: string) =>
      Buffer.from(argumentOf(name, () => Principal.anonymous())).toString('latin1');
    expect(shard('vault')).toContain('dfx_test_key');
    expect(shard('vault_2')).not.toBe(shard('vault'));
    expect(() => argumentOf('vault', none)).toThrow('registry');
    expect(Buffer.from(argumentOf('else', none)).toString('hex')).toBe('4449444c0000');
    expect(() => initArguments(undefined, 'key_1')('registry', none)).toThrow('--init');
  });

  test('a file without board, or with a member that is none, is refused', async () => {
    const path = join(folder, 'init.json');
    for (const text of [
      '{}',
      '{"registry":{"members":["x"],"threshold":1}}',
      '{"registry":{"members":[]}}',
    ]) {
      await writeFile(path, text);
      await expect(readBoardFile(path)).rejects.toMatchObject({ code: 'bad_option' });
    }
  });
});
