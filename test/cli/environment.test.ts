import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productEnvironment } from '../crash/product-environment.ts';

const BIN = join(import.meta.dirname, '..', '..', 'cli', 'bin');

let directory: string;
let probe: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'indus-environment-'));
  probe = join(directory, 'probe.cjs');
  await writeFile(
    probe,
    `process.stdout.write(JSON.stringify({ pid: process.pid, env: process.env }) + '\\n');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
`,
  );
});
afterAll(() => rm(directory, { recursive: true }));

/** The file run as a command, with a probe in its process before its own code. */
function run(name: string) {
  const env = { ...process.env, NODE_OPTIONS: `--require ${probe}` };
  return spawn(join(BIN, name), ['--help'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
}

test.each(['indus.js', 'icp-network-launcher.js'])(
  '%s has what its first line says, in the process that was started and no other',
  async (name) => {
    const child = run(name);
    const [data] = (await once(child.stdout, 'data')) as [Buffer];
    const [line = ''] = data.toString().split('\n');
    const told = JSON.parse(line) as { readonly pid: number; readonly env: Record<string, string> };
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(told.pid).toBe(child.pid);
    expect(Object.keys(productEnvironment())).toHaveLength(3);
    expect(told.env).toMatchObject(productEnvironment());
  },
);
