import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  connect,
  fromHex,
  openRegistry,
  ProofInvalid,
  proveLogConsistency,
  proveLogEntry,
  readBoard,
  readLog,
  readOrganisation,
  type Registry,
  searchOrganisations,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ready, type RunningIndus, runIndus, startIndus } from './indus-process.ts';

/** What issue and README promise; the figure itself is in the ready line. */
const WARM_MS_MAX = 5_000;
/** The machine that runs the tests may be busy with others. */
const BUSY = 3;

function registryOf(
  ready: Ready,
  changeKey: (byte: number, at: number) => number = (byte) => byte,
): Registry {
  const rootKey = Uint8Array.from(fromHex(ready.rootKey) ?? [], changeKey);
  const id = ready.canisters['registry'];
  if (id === undefined) throw new Error('expected a registry');
  return openRegistry(connect({ url: ready.url, rootKey }), id);
}

describe('indus start', () => {
  let state: string;
  let running: RunningIndus;

  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), 'indus-start-'));
    running = await startIndus(['--port', '0', '--state', state]);
  });

  afterAll(async () => {
    await running.kill('SIGTERM');
    await rm(state, { recursive: true });
  });

  test('is ready with organisations that are proven, and a board that needs two', async () => {
    const registry = registryOf(running.ready);
    const page = await searchOrganisations(registry);
    expect(page.values.map(({ id }) => id)).toEqual([1n, 2n, 3n, 4n, 5n]);
    expect(page.values.every(({ names }) => names.en.endsWith('(demonstration)'))).toBe(true);
    expect((await readOrganisation(registry, 1n)).value).toEqual(page.values[0]);
    expect((await readOrganisation(registry, 6n)).value).toBeUndefined();
    const board = await readBoard(registry);
    expect([board.value.members.length, board.value.threshold]).toEqual([3, 2]);
    expect((await proveLogEntry(registry, 0n)).value.event).toHaveProperty('installed');
  });

  test('another root key is refused', async () => {
    const registry = registryOf(running.ready, (byte, at) => (at === 132 ? byte ^ 1 : byte));
    await expect(readOrganisation(registry, 1n)).rejects.toBeInstanceOf(ProofInvalid);
  });

  test('keys are readable by their owner only, and ids are in dfx’s shape', async () => {
    expect((await stat(join(state, 'keys', 'developer.pem'))).mode & 0o777).toBe(0o600);
    const ids: unknown = JSON.parse(await readFile(join(state, 'canister_ids.json'), 'utf8'));
    expect(ids).toEqual({
      registry: { embedded: running.ready.canisters['registry'] },
      vault: { embedded: running.ready.canisters['vault'] },
      vault_2: { embedded: running.ready.canisters['vault_2'] },
    });
  });

  test('status says what the network certifies', async () => {
    const ended = await runIndus(['status', '--json', '--state', state]);
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      network: 'embedded',
      rootKey: running.ready.rootKey,
      canisters: ['registry', 'vault', 'vault_2'].map((name) => ({
        name,
        id: running.ready.canisters[name],
        state: 'installed',
      })),
    });
  });

  test('deploy finds nothing to do', async () => {
    const ended = await runIndus(['deploy', '--json', '--state', state]);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      canisters: ['registry', 'vault', 'vault_2'].map((name) => ({ name, action: 'unchanged' })),
    });
  });

  test('a taken port is named, and so is the way out', async () => {
    const { port } = new URL(running.ready.url);
    const other = await mkdtemp(join(tmpdir(), 'indus-port-'));
    const ended = await runIndus(['start', '--json', '--state', other], { INDUS_PORT: port });
    await rm(other, { recursive: true });
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: 'port_in_use' });
    expect(ended.stderr).toContain(port);
    expect(ended.stderr).toContain('--port');
  });

  test('a state folder is used by one network at a time', async () => {
    const ended = await runIndus(['start', '--json', '--port', '0', '--state', state]);
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'state_in_use' }]);
  });

  test('after kill -9 everything is as before, and quickly so', async () => {
    const before = running.ready;
    const { head } = await readLog(registryOf(before), 0n);
    expect((await running.kill('SIGKILL')).signal).toBe('SIGKILL');
    running = await startIndus(['--port', '0', '--state', state]);
    const { ready } = running;
    expect([ready.rootKey, ready.canisters]).toEqual([before.rootKey, before.canisters]);
    const registry = registryOf(ready);
    expect((await proveLogConsistency(registry, head)).value).toEqual(head);
    expect((await readOrganisation(registry, 5n)).value?.id).toBe(5n);
    expect(ready.readyMs).toBeLessThan(WARM_MS_MAX * BUSY);
  });

  test('SIGTERM stops it cleanly, and it goes on from there', async () => {
    const before = running.ready;
    const ended = await running.kill('SIGTERM');
    expect([ended.status, ended.signal]).toEqual([0, null]);
    running = await startIndus(['--port', '0', '--state', state]);
    expect([running.ready.rootKey, running.ready.canisters]).toEqual([before.rootKey, before.canisters]);
  });

  test('--clean forgets everything, --no-demo writes nothing', async () => {
    const before = running.ready;
    await running.kill('SIGINT');
    running = await startIndus(['--port', '0', '--state', state, '--clean', '--no-demo']);
    expect(running.ready.rootKey).not.toBe(before.rootKey);
    expect((await searchOrganisations(registryOf(running.ready))).values).toEqual([]);
  });
});

describe('indus start refuses', () => {
  test('other machines, unless told', async () => {
    const state = await mkdtemp(join(tmpdir(), 'indus-host-'));
    const ended = await runIndus(['start', '--json', '--port', '0', '--host', '0.0.0.0', '--state', state]);
    await rm(state, { recursive: true });
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'remote_not_allowed' }]);
    expect(ended.stderr).toContain('--allow-remote');
  });

  test('a state of a newer release, and leaves it alone', async () => {
    const state = await mkdtemp(join(tmpdir(), 'indus-newer-'));
    const first = await startIndus(['--port', '0', '--state', state, '--no-demo']);
    await first.kill('SIGTERM');
    const record = join(state, 'subnet', 'subnet-state.json');
    const newer = (await readFile(record, 'utf8')).replace(/"schema": *\d+/, '"schema":999999');
    await writeFile(record, newer);
    const ended = await runIndus(['start', '--json', '--port', '0', '--state', state]);
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'state_too_new' }]);
    expect(await readFile(record, 'utf8')).toBe(newer);
    await rm(state, { recursive: true });
  });

  test('a state folder that cannot be made, and a port that is none', async () => {
    const ended = await runIndus(['start', '--json', '--port', '0', '--state', '/dev/null/indus']);
    expect([ended.status, JSON.parse(ended.stdout)]).toMatchObject([1, { error: 'state_invalid' }]);
    expect((await runIndus(['start', '--port', '65536'])).stderr).toContain('65535');
  });
});
