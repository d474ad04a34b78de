import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { icpBinary, runIcp } from '../harness/icp-cli.ts';
import { compileMotoko } from '../harness/motoko.ts';

const LAUNCHER = fileURLToPath(new URL('../../cli/bin/icp-network-launcher.js', import.meta.url));
const PAGE = `persistent actor {
  type Answer = { status_code : Nat16; headers : [(Text, Text)]; body : Blob; upgrade : ?Bool };
  public query func http_request(_ : { url : Text }) : async Answer {
    { status_code = 200; headers = []; body = "served"; upgrade = ?true };
  };
  public func http_request_update(_ : { url : Text }) : async Answer {
    { status_code = 200; headers = []; body = "served"; upgrade = null };
  };
};`;
const binary = icpBinary();

describe.skipIf(binary === undefined)('icp network start, by our launcher', () => {
  let home: string;
  let port: number;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'icp-managed-'));
    port = await freePort();
    process.env['ICP_CLI_NETWORK_LAUNCHER_PATH'] = LAUNCHER;
    await writeFile(join(home, 'page.wasm'), compileMotoko(PAGE));
    await writeFile(
      join(home, 'icp.yaml'),
      'canisters:\n  - name: page\n    build:\n      steps:\n        - type: pre-built\n          path: page.wasm\n' +
        `networks:\n  - name: local\n    mode: managed\n    gateway: { port: ${port} }\n`,
    );
  });
  afterAll(async () => {
    await runIcp(binary as string, ['network', 'stop'], { home, cwd: home });
    delete process.env['ICP_CLI_NETWORK_LAUNCHER_PATH'];
    await rm(home, { recursive: true, force: true });
  });

  async function icp(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runIcp(binary as string, args, { home, cwd: home });
    expect([args.join(' '), code, stderr], stdout).toEqual([args.join(' '), 0, expect.anything()]);
    return stdout + stderr;
  }

  test('starts in the background, funds the identities, and installs its Candid UI and proxy', async () => {
    expect(await icp('network', 'start', '-d')).toContain(`Network started on port ${port}`);
    const status = await icp('network', 'status');
    expect(status).toContain('Candid UI Principal: 5v3p4-iyaaa-aaaaa-qaaaa-cai');
    expect(status).toContain('Proxy Canister Principal: 5s2ji-faaaa-aaaaa-qaaaq-cai');
    expect(await icp('cycles', 'balance')).toContain('cycles');
  });

  test('deploys; the canister answers at the name that icp gave it', async () => {
    expect(await icp('deploy')).toContain('Created canister page');
    await expect.poll(() => get(port, 'page.local.localhost'), { timeout: 10_000 }).toEqual([200, 'served']);
    expect(await get(port, 'other.local.localhost')).not.toEqual([200, 'served']);
  });

  test('stops, and the port is free again', async () => {
    expect(await icp('network', 'stop')).toContain('stopped');
    await expect(get(port, 'localhost')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the launcher by itself', () => {
  const launch = (...args: string[]) =>
    new Promise<{ code: number; stderr: string }>((resolve) => {
      execFile(process.execPath, [LAUNCHER, ...args], (error, _stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stderr }),
      );
    });

  test('needs a status folder, and an interface that it knows', async () => {
    expect(await launch()).toMatchObject({ code: 1, stderr: expect.stringContaining('--status-dir') });
    const newer = await launch('--interface-version', '2.0.0', '--status-dir', tmpdir());
    expect(newer).toMatchObject({ code: 1, stderr: expect.stringContaining('1.x') });
  });

  test('keeps the state where INDUS_LAUNCHER_STATE says, and stops cleanly on SIGINT', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'launcher-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const keys = [];
    for (const run of ['first', 'second']) {
      const statusDir = join(folder, run);
      const env = { ...process.env, INDUS_LAUNCHER_STATE: join(folder, 'state') };
      const args = [LAUNCHER, '--status-dir', statusDir, '--state-dir', join(folder, 'cleared')];
      const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
      const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
      const read = () => readFile(join(statusDir, 'status.json'), 'utf8').catch(() => '');
      await expect.poll(read, { timeout: 20_000 }).toMatch(/^\{.*\}\n$/s);
      const status = JSON.parse(await read()) as { root_key: string; gateway_port: number };
      const answered = await fetch(`http://127.0.0.1:${status.gateway_port}/api/v2/status`);
      expect(Buffer.from(await answered.arrayBuffer()).includes(Buffer.from(status.root_key, 'hex'))).toBe(
        true,
      );
      keys.push(status.root_key);
      child.kill('SIGINT');
      expect(await ended).toBe(0);
    }
    expect(keys[0]).toBe(keys[1]);
  });

  test('binds addresses of this machine only', async () => {
    const statusDir = await mkdtemp(join(tmpdir(), 'status-'));
    const { code, stderr } = await launch('--status-dir', statusDir, '--bind', '0.0.0.0');
    expect([code, stderr]).toEqual([1, expect.stringContaining('0.0.0.0')]);
    await rm(statusDir, { recursive: true });
  });
});

function get(port: number, host: string): Promise<[status: number | undefined, body: string]> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: '/', headers: { host: `${host}:${port}` } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve([answer.statusCode, Buffer.concat(chunks).toString()]));
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
