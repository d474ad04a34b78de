import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Principal } from '@indus/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CommandFailed } from '../command-failed.ts';
import { readCanisterIds, writeCanisterId } from './canister-ids.ts';
import { BOARD_MEMBERS, developmentKeys } from './development-keys.ts';
import { keyFileIdentity } from './key-file.ts';
import { readNetworkFile, removeNetworkFile, writeNetworkFile } from './network-file.ts';
import { cleanState, stateFolder } from './state-folder.ts';

const ID = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
const OTHER = Principal.fromText('rrkah-fqaaa-aaaaa-aaaaq-cai');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'indus-state-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('canister ids', () => {
  test('are kept by canister and network, in the shape of dfx', async () => {
    const path = join(folder, 'canister_ids.json');
    expect((await readCanisterIds(path, 'embedded')).size).toBe(0);
    await writeCanisterId(path, 'embedded', { name: 'registry', id: ID });
    await writeCanisterId(path, 'ic', { name: 'registry', id: OTHER });
    await writeCanisterId(path, 'embedded', { name: 'vault', id: OTHER });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      registry: { embedded: ID.toText(), ic: OTHER.toText() },
      vault: { embedded: OTHER.toText() },
    });
    const ids = await readCanisterIds(path, 'ic');
    expect([...ids].map(([name, id]) => [name, id.toText()])).toEqual([['registry', OTHER.toText()]]);
  });

  test('that are none are refused by name', async () => {
    const path = join(folder, 'canister_ids.json');
    for (const text of ['[]', '{', '{"registry":"x"}', '{"registry":{"embedded":"not-a-principal"}}']) {
      await writeFile(path, text);
      await expect(readCanisterIds(path, 'embedded')).rejects.toMatchObject({ code: 'state_invalid' });
    }
  });
});

describe('keys', () => {
  test('a key is made once, for its owner only, and stays the same', async () => {
    const path = join(folder, 'keys', 'developer.pem');
    const [first, racing] = await Promise.all([keyFileIdentity(path), keyFileIdentity(path)]);
    const again = await keyFileIdentity(path);
    expect(again.getPrincipal().toText()).toBe(first.getPrincipal().toText());
    expect(racing.getPrincipal().toText()).toBe(first.getPrincipal().toText());
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'keys'))).toEqual(['developer.pem']);
  });

  test('the members of the board differ, the developer is the first', async () => {
    const keys = await developmentKeys(stateFolder(folder));
    const members = new Set(keys.board.map((member) => member.getPrincipal().toText()));
    expect(members.size).toBe(BOARD_MEMBERS);
    expect(keys.board[0]).toBe(keys.developer);
  });
});

describe('network file', () => {
  test('says where the network runs until it stops', async () => {
    const state = stateFolder(folder);
    expect(await readNetworkFile(state)).toBeUndefined();
    const network = { url: 'http://127.0.0.1:4943', rootKey: Uint8Array.of(1, 2, 255) };
    await writeNetworkFile(state, network);
    expect(await readNetworkFile(state)).toEqual(network);
    await removeNetworkFile(state);
    expect(await readNetworkFile(state)).toBeUndefined();
  });

  test('without a key is refused', async () => {
    const state = stateFolder(folder, '.');
    await writeFile(state.network, '{"url":"http://127.0.0.1:4943","rootKey":"xyz"}');
    await expect(readNetworkFile(state)).rejects.toBeInstanceOf(CommandFailed);
  });
});

test('to clean forgets the network and keeps what was built', async () => {
  const state = stateFolder(folder, '.');
  await developmentKeys(state);
  await writeNetworkFile(state, { url: 'http://127.0.0.1:1', rootKey: new Uint8Array(1) });
  await writeFile(join(folder, 'wasm'), 'built');
  await cleanState(state);
  expect(await readdir(folder)).toEqual(['wasm']);
});
