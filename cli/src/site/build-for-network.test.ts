import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeNetworkFile } from '../state/network-file.ts';
import { stateFolder, type StateFolder } from '../state/state-folder.ts';
import { pageConfiguration, type SiteTarget } from './build-for-network.ts';

const KEY = 'ab'.repeat(133);
const REGISTRY = '5v3p4-iyaaa-aaaaa-qaaaa-cai';
const VAULT = '5s2ji-faaaa-aaaaa-qaaaq-cai';
const IDENTITY = '53zcu-tiaaa-aaaaa-qaaba-cai';

let root: string;
let state: StateFolder;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pages-'));
  state = stateFolder(root);
});
afterEach(() => rm(root, { recursive: true }));

const configured = (target: SiteTarget, environment: Record<string, string> = {}) =>
  pageConfiguration({ root, state, environment }, target);
const writeIds = (network: string, ids: Record<string, string>) =>
  writeFile(
    join(root, 'canister_ids.json'),
    JSON.stringify(Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, { [network]: id }]))),
  );

describe('pageConfiguration', () => {
  it('for the IC: ids from the file of dfx, its own key left out, Internet Identity', async () => {
    await writeIds('ic', { registry: REGISTRY, vault: VAULT });
    expect(await configured({ network: 'ic' })).toEqual({
      network: 'ic',
      canisters: { registry: REGISTRY, vault: VAULT },
      identityProvider: 'https://id.ai',
      demonstration: false,
    });
  });

  it('takes network and ids from the tool that builds, before files', async () => {
    await writeIds('ic', { registry: VAULT, vault: VAULT });
    const dfx = { DFX_NETWORK: 'ic', CANISTER_ID_REGISTRY: REGISTRY, CANISTER_ID_IDENTITY: IDENTITY };
    expect((await configured({}, dfx)).canisters).toEqual({
      registry: REGISTRY,
      vault: VAULT,
      identity: IDENTITY,
    });
    const icp = { ICP_CLI_NETWORK: 'ic', ICP_CLI_CID_REGISTRY: REGISTRY, ICP_CLI_CID_VAULT: IDENTITY };
    expect((await configured({}, icp)).canisters).toEqual({ registry: REGISTRY, vault: IDENTITY });
  });

  it('for the embedded network: key and port of the one that runs', async () => {
    const ids = { CANISTER_ID_REGISTRY: REGISTRY, CANISTER_ID_VAULT: VAULT };
    await expect(configured({}, ids)).rejects.toMatchObject({ code: 'network_required' });
    const rootKey = Uint8Array.from({ length: 133 }, () => 0xab);
    await writeNetworkFile(state, { url: 'http://127.0.0.1:5000', rootKey });
    expect(await configured({}, ids)).toMatchObject({
      network: 'embedded',
      rootKey: KEY,
      identityProvider: 'http://id.ai.localhost:5000',
    });
  });

  it('for any other network: key and identity provider must be said', async () => {
    await writeIds('private', { registry: REGISTRY, vault: VAULT });
    const network = 'private';
    await expect(configured({ network })).rejects.toMatchObject({ code: 'root_key_required' });
    await expect(configured({ network, rootKey: 'no key' })).rejects.toMatchObject({ code: 'bad_option' });
    await expect(configured({ network, rootKey: KEY })).rejects.toMatchObject({ code: 'bad_option' });
    const whole = { network, rootKey: KEY, identityProvider: 'https://id.example.pk' };
    expect(await configured(whole)).toMatchObject({
      rootKey: KEY,
      identityProvider: 'https://id.example.pk',
    });
  });

  it('refuses a network on which the registry or the vault was not made', async () => {
    await expect(configured({ network: 'ic' })).rejects.toMatchObject({ code: 'not_created' });
    await writeIds('ic', { registry: REGISTRY });
    await expect(configured({ network: 'ic' })).rejects.toThrow(/vault on ic/);
  });
});
