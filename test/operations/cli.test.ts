import { mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningIndus, runIndus, startIndus } from '../cli/indus-process.ts';

describe('indus backup, restore and doctor', () => {
  let folder: string;
  let running: RunningIndus;
  const at = (name: string): string => join(folder, name);
  const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'indus-operations-'));
    running = await startIndus(['--port', '0', '--no-demo', '--log', 'json', '--state', at('a')]);
  });
  afterAll(async () => {
    await running.kill('SIGTERM');
    await rm(folder, { recursive: true });
  });

  test('a backup of a running network is restored with keys and ids, and starts as the same network', async () => {
    const backup = await runIndus(['backup', at('a.backup'), '--state', at('a'), '--json']);
    expect(backup).toMatchObject({ status: 0 });
    expect((await stat(at('a.backup'))).mode & 0o777).toBe(0o600);
    const restore = await runIndus(['restore', at('a.backup'), '--state', at('b'), '--json']);
    expect(restore).toMatchObject({ status: 0 });
    expect(json(restore.stdout)['root']).toBe(json(backup.stdout)['root']);
    for (const name of ['canister_ids.json', 'keys/developer.pem']) {
      expect(await readFile(join(at('b'), name))).toEqual(await readFile(join(at('a'), name)));
    }
    const second = await startIndus(['--port', '0', '--no-demo', '--state', at('b')]);
    await second.kill('SIGTERM');
    expect([second.ready.rootKey, second.ready.canisters]).toEqual([
      running.ready.rootKey,
      running.ready.canisters,
    ]);
  });

  test('a network at rest is backed up too; a second restore and a cut file are refused', async () => {
    const backup = await runIndus(['backup', at('b.backup'), '--state', at('b'), '--json']);
    expect(backup).toMatchObject({ status: 0 });
    const again = await runIndus(['restore', at('b.backup'), '--state', at('b'), '--json']);
    expect([again.status, json(again.stdout)['error']]).toEqual([1, 'backup_refused']);
    await truncate(at('b.backup'), 5000);
    const cut = await runIndus(['restore', at('b.backup'), '--state', at('c'), '--json']);
    expect([cut.status, json(cut.stdout)['error']]).toEqual([1, 'backup_refused']);
    expect(cut.stderr).toContain('expected');
  });

  test('with --log json every command tells progress and failure in JSON lines alone', async () => {
    const linesOf = async (...args: string[]) => {
      const { stderr } = await runIndus([...args, '--log', 'json']);
      return stderr.trim() === '' ? [] : stderr.trim().split('\n').map(json);
    };
    expect(await linesOf('backup', at('json.backup'), '--state', at('a'))).toMatchObject([
      { level: 'info', event: 'progress', message: expect.stringContaining('secret') as string },
    ]);
    expect(await linesOf('restore', at('json.backup'), '--state', at('a'))).toMatchObject([
      { level: 'error', event: 'failed', code: 'backup_refused' },
    ]);
    for (const command of ['doctor', 'status', 'deploy', 'build']) {
      const state = command === 'build' ? [] : ['--state', at('a')];
      const lines = await linesOf(command, ...state);
      expect(lines.filter(({ time, event }) => typeof time !== 'string' || event !== 'progress')).toEqual([]);
    }
  });

  test('doctor says what is right, and fails with advice where a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const port = String((server.address() as AddressInfo).port);
    const bad = await runIndus(['doctor', '--json', '--state', at('a'), '--port', port]);
    server.close();
    type Found = { ok: boolean; checks: { name: string; result: string; advice: string }[] };
    const found = json(bad.stdout) as unknown as Found;
    expect([bad.status, found.ok]).toEqual([1, false]);
    for (const { result, advice } of found.checks) expect(advice !== '').toBe(result !== 'ok');
    expect(found.checks.filter(({ result }) => result === 'fail').map(({ name }) => name)).toEqual(['port']);
    const served = new URL(running.ready.url).port;
    const good = await runIndus(['doctor', '--state', at('a'), '--port', served]);
    expect(good.status).toBe(0);
    expect(good.stdout).toContain('held by a running network');
  });
});
