import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { icpBinary, runIcp } from '../harness/icp-cli.ts';
import { startIndus, type RunningIndus } from './indus-process.ts';

const binary = icpBinary();
if (binary === undefined) {
  process.stdout.write(
    'SKIPPED: the real icp binary is an optional package for linux x64, and is not here\n',
  );
}

describe.skipIf(binary === undefined)('the real icp binary on what indus deployed', () => {
  let folder: string;
  let indus: RunningIndus;
  let registry: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icp-'));
    indus = await startIndus(['--port', '0', '--no-portal', '--state', join(folder, 'state')]);
    registry = indus.ready.canisters['registry'] ?? '';
    const url = indus.ready.url.replace('127.0.0.1', 'localhost');
    const project = `networks:\n  - { name: indus, mode: connected, url: "${url}", root-key: ${indus.ready.rootKey} }\n`;
    await writeFile(join(folder, 'icp.yaml'), project);
    await icp('identity', 'new', 'stranger', '--storage', 'plaintext');
    for (const name of ['developer', 'board-2']) {
      const pem = join(folder, 'state', 'keys', `${name}.pem`);
      await icp('identity', 'import', name, '--from-pem', pem, '--storage', 'plaintext');
    }
  });
  afterAll(async () => {
    await indus.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  const icp = async (...args: string[]): Promise<string> => {
    const ended = await runIcp(binary as string, args, { home: join(folder, 'home'), cwd: folder });
    expect([ended.code, ended.stderr]).toEqual([0, expect.anything()]);
    return ended.stdout;
  };
  const canister = (command: string, ...args: string[]) =>
    icp('canister', command, registry, ...args, '-n', 'indus');

  test('ping: the network is healthy and shows its root key', async () => {
    const answer = await icp('network', 'ping', 'indus');
    expect(answer).toContain('healthy');
    expect(JSON.stringify(answer)).toContain('root_key');
  });

  test('query: the board is read by the interface that the canister itself publishes', async () => {
    expect(await canister('call', 'read_board', '()', '--query')).toMatch(/Ok/);
  });

  test('call: a board member proposes, and the certified answer is a proposal', async () => {
    const action = `(variant { suspend_organisation = record { organisation = 1 : nat64; reason = "asked by icp" } })`;
    const answer = await canister('call', 'propose', action, '--identity', 'board-2');
    expect(answer).toMatch(/Ok = record/);
    expect(answer).toContain('asked by icp');
  });

  test('call: who is not on the board is refused in the words of the contract', async () => {
    const action = `(variant { suspend_organisation = record { organisation = 1 : nat64; reason = "no" } })`;
    expect(await canister('call', 'propose', action, '--identity', 'stranger')).toContain('NotBoardMember');
  });

  test('status: whole for the controller, the public part for everybody', async () => {
    expect(await canister('status', '--identity', 'developer')).toMatch(/Running/i);
    expect(await canister('status', '--public')).toContain(registry);
  });
});
