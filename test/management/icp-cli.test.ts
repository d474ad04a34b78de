import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpAgent } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { icpBinary, runIcp } from '../harness/icp-cli.ts';
import { numberOf, query, update } from '../harness/raw-calls.ts';
import { testAgent } from '../harness/test-agent.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { scriptCanister } from '../script-canister/script-canister.ts';
import { managementActor, settingsOf } from './management-actor.ts';

const binary = icpBinary();

describe.skipIf(binary === undefined)('the real icp binary as a controller', () => {
  let folder: string;
  let subnet: Subnet;
  let agent: HttpAgent;
  let canister: Principal;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icp-'));
    subnet = await Subnet.start({ port: 0 });
    agent = await testAgent(subnet);
    const management = managementOf(agent);
    canister = await management.create();
    await management.install(canister, await scriptCanister({}));
    await icp('identity', 'new', 'developer', '--storage', 'plaintext');
    await icp('identity', 'default', 'developer');
    const developer = Principal.fromText((await icp('identity', 'principal')).trim());
    const controllers = [developer, await agent.getPrincipal()];
    await managementActor(agent, canister)('update_settings', settingsOf({ controllers }));
    const url = subnet.url.replace('127.0.0.1', 'localhost');
    const rootKey = Buffer.from(subnet.rootKey).toString('hex');
    const project = `networks:\n  - { name: subnet, mode: connected, url: "${url}", root-key: ${rootKey} }\n`;
    await writeFile(join(folder, 'icp.yaml'), project);
  });
  afterAll(async () => {
    await subnet.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const icp = async (...args: string[]): Promise<string> => {
    const ended = await runIcp(binary as string, args, { home: join(folder, 'home'), cwd: folder });
    expect([ended.code, ended.stderr]).toEqual([0, expect.anything()]);
    return ended.stdout;
  };
  const on = (...args: string[]) => icp('canister', ...args, '-n', 'subnet');
  const id = () => canister.toText();
  const setGlobal = (value: bigint) =>
    update(agent, canister, script(op('setGlobal', value), op('print', `set ${value}`), ...replyWith('set')));
  const global = async () =>
    numberOf(await query(agent, canister, script(...replyWith(op('toBlob', op('global'))))));

  test('settings update and show', async () => {
    await on('settings', 'update', id(), '--freezing-threshold', '777s', '--wasm-memory-limit', '1gib');
    await on('settings', 'update', id(), '--add-environment-variable', 'MINISTRY=health');
    await on('settings', 'update', id(), '--log-visibility', 'public');
    const shown = await on('settings', 'show', id());
    expect(shown).toMatch(/MINISTRY/);
    expect(shown).toMatch(/public/i);
  });

  test('status as JSON', async () => {
    const status = JSON.parse(await on('status', id(), '--json')) as Record<string, unknown>;
    expect(JSON.stringify(status)).toContain(id());
    expect(JSON.stringify(status)).toMatch(/running/i);
  });

  test('logs', async () => {
    await setGlobal(5n);
    expect(await on('logs', id())).toContain('set 5');
  });

  test('snapshot create, list, restore, download, upload and delete', async () => {
    await setGlobal(11n);
    await on('stop', id());
    const snapshot = (await on('snapshot', 'create', id(), '--quiet')).trim();
    expect(await on('snapshot', 'list', id())).toContain(snapshot);
    await on('start', id());
    await setGlobal(12n);
    await on('stop', id());
    await on('snapshot', 'restore', id(), snapshot);
    await on('start', id());
    expect(await global()).toBe(11n);

    const download = join(folder, 'download');
    await on('snapshot', 'download', id(), snapshot, '--output', download);
    expect((await readdir(download)).length).toBeGreaterThan(2);
    const before = await on('snapshot', 'list', id());
    await on('snapshot', 'delete', id(), snapshot);
    await on('snapshot', 'upload', id(), '--input', download);
    const after = await on('snapshot', 'list', id());
    expect(after).not.toBe(before);
    const uploaded = /[0-9a-f]{36}/.exec(after)?.[0] ?? '';
    await setGlobal(13n);
    await on('stop', id());
    await on('snapshot', 'restore', id(), uploaded);
    await on('start', id());
    expect(await global()).toBe(11n);
    await on('snapshot', 'delete', id(), uploaded);
  });
});
