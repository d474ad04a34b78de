import { Subnet } from '@indus/subnet';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { icpBinary, runIcp } from '../harness/icp-cli.ts';
import { compileMotoko } from '../harness/motoko.ts';

const COUNTER = `import Prim "mo:⛔";
persistent actor {
  var n : Nat = 41;
  public func inc() : async Nat { n += 1; Prim.debugPrint("counted to " # debug_show n); n };
  public query func get() : async Nat { n };
};`;

/** Above the bounds of one message: icp sends such a module in chunks. Units: bytes. */
const LARGE_MODULE_BYTES = 3_000_000;
const binary = icpBinary();

describe.skipIf(binary === undefined)('icp 1.5.0 on a running subnet, command by command', () => {
  let subnet: Subnet;
  let home: string;
  let project: string;

  beforeAll(async () => {
    subnet = await Subnet.start({ port: 0 });
    home = await mkdtemp(join(tmpdir(), 'icp-home-'));
    project = join(home, 'project');
    await mkdir(project);
    const counter = compileMotoko(COUNTER);
    await writeFile(join(project, 'counter.wasm'), counter);
    await writeFile(join(project, 'large.wasm'), padded(counter, LARGE_MODULE_BYTES));
    await writeFile(join(project, 'icp.yaml'), manifest(subnet.port));
  });
  afterAll(async () => {
    await subnet.stop();
    await rm(home, { recursive: true, force: true });
  });

  /** Runs a command that must succeed; returns what it printed. */
  async function icp(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runIcp(binary as string, args, { home, cwd: project });
    expect([args.join(' '), code, stderr], stdout).toEqual([args.join(' '), 0, expect.anything()]);
    return stdout + stderr;
  }
  const on = (...args: string[]) => icp(...args, '-e', 'here');

  test('network ping', async () => {
    expect(await icp('network', 'ping', `http://localhost:${subnet.port}`)).toContain('"healthy"');
  });

  test('identity: a new one has cycles and ICP at once', async () => {
    await icp('identity', 'new', 'alice', '--storage', 'plaintext');
    await icp('identity', 'default', 'alice');
    expect(await icp('identity', 'principal')).toMatch(/^([a-z0-9]{5}-){10}[a-z0-9]{3}\s*$/);
    expect(await on('cycles', 'balance')).toContain('1_000_000_000_000_000 cycles');
    expect(await on('token', 'balance')).toContain('10000.00000000 ICP');
  });

  test('canister create, by the cycles ledger and paid in ICP', async () => {
    const network = ['-n', `http://localhost:${subnet.port}`, '-k', rootKeyHex(subnet)];
    expect(await icp('canister', 'create', '--detached', ...network)).toContain(
      '5v3p4-iyaaa-aaaaa-qaaaa-cai',
    );
    expect(await icp('canister', 'create', '--detached', '--with-icp', '2', ...network)).toMatch(
      /Created canister/,
    );
  });

  test('deploy: a module in one message, and one in chunks', async () => {
    const printed = await on('deploy');
    expect(printed).toContain('Created canister counter');
    expect(printed).toContain('Created canister large');
    expect(await on('canister', 'call', 'large', 'get', '()', '--query')).toContain('(41 : nat)');
  });

  test('call and query', async () => {
    expect(await on('canister', 'call', 'counter', 'inc', '()')).toContain('(42 : nat)');
    expect(await on('canister', 'call', 'counter', 'get', '()', '--query')).toContain('(42 : nat)');
  });

  test('metadata of a canister, and of a system canister that was used', async () => {
    expect(await on('canister', 'metadata', 'counter', 'candid:service')).toContain('inc');
    const ledger = await on('canister', 'metadata', 'um5iw-rqaaa-aaaaq-qaaba-cai', 'candid:service');
    expect(ledger).toContain('create_canister');
    const fee = await on('canister', 'call', 'um5iw-rqaaa-aaaaq-qaaba-cai', 'icrc1_fee', '()', '--query');
    expect(fee).toContain('100_000_000');
  });

  test('settings show and update', async () => {
    await on('canister', 'settings', 'update', 'counter', '--freezing-threshold', '86400', '-f');
    await on('canister', 'settings', 'update', 'counter', '--add-environment-variable', 'MODE=test');
    const shown = await on('canister', 'settings', 'show', 'counter');
    expect(shown).toContain('86_400');
    expect(shown).toContain('MODE');
  });

  test('status, with and without control', async () => {
    const status = await on('canister', 'status', 'counter');
    expect(status).toContain('Status: Running');
    expect(status).toMatch(/Module hash: 0x[0-9a-f]{64}/);
    expect(await on('canister', 'status', 'counter', '--public')).toContain('Controllers');
  });

  test('logs', async () => {
    expect(await on('canister', 'logs', 'counter')).toContain('counted to 42');
  });

  test('top-up, from the account of the caller', async () => {
    const before = cyclesIn(await on('canister', 'status', 'counter'));
    expect(await on('canister', 'top-up', 'counter', '--amount', '1t')).toContain('1_000_000_000_000');
    expect(cyclesIn(await on('canister', 'status', 'counter')) - before).toBeGreaterThan(990_000_000_000n);
  });

  test('snapshots: create, list, download, upload, restore, delete', async () => {
    await on('canister', 'stop', 'counter');
    const created = JSON.parse(
      lastLine(await onStdout('canister', 'snapshot', 'create', 'counter', '--json')),
    ) as {
      snapshot_id: string;
    };
    const id = created.snapshot_id;
    expect(await on('canister', 'snapshot', 'list', 'counter')).toContain(id);
    const folder = join(home, 'snapshot');
    await on('canister', 'snapshot', 'download', 'counter', id, '-o', folder);
    expect(await readFile(join(folder, 'wasm_module.bin'))).toEqual(
      await readFile(join(project, 'counter.wasm')),
    );
    await on('canister', 'start', 'counter');
    await on('canister', 'call', 'counter', 'inc', '()');
    await on('canister', 'stop', 'counter');
    const uploaded = await on('canister', 'snapshot', 'upload', 'counter', '-i', folder);
    const copy = /Snapshot ([0-9a-f]+) uploaded/.exec(uploaded)?.[1] ?? '';
    await on('canister', 'snapshot', 'restore', 'counter', copy);
    await on('canister', 'start', 'counter');
    expect(await on('canister', 'call', 'counter', 'get', '()', '--query')).toContain('(42 : nat)');
    await on('canister', 'snapshot', 'delete', 'counter', id);
    expect(await on('canister', 'snapshot', 'list', 'counter')).not.toContain(id);
  });

  test('stop and start', async () => {
    await on('canister', 'stop', 'counter');
    expect(await on('canister', 'status', 'counter')).toContain('Status: Stopped');
    await on('canister', 'start', 'counter');
    expect(await on('canister', 'call', 'counter', 'inc', '()')).toContain('(43 : nat)');
  });

  test('deploy again: an upgrade keeps the data', async () => {
    const upgraded = COUNTER.replace('n += 1', 'n += 10');
    await writeFile(join(project, 'counter.wasm'), compileMotoko(upgraded));
    await on('deploy', 'counter');
    expect(await on('canister', 'call', 'counter', 'inc', '()')).toContain('(53 : nat)');
  });

  test('cycles and tokens: mint, transfer, approve, allowance', async () => {
    expect(await on('cycles', 'mint', '--icp', '2')).toContain('Minted 6_999_900_000_000 cycles');
    expect(await on('cycles', 'transfer', '1t', 'aaaaa-aa')).toContain('Transferred');
    expect(await on('token', 'transfer', '1', 'aaaaa-aa')).toContain('Transferred 1.00000000 ICP');
    expect(await on('token', 'approve', '5', 'aaaaa-aa')).toContain('Approved');
    expect(await on('token', 'allowance', 'aaaaa-aa')).toContain('5.00000000 ICP');
  });

  test('delete gives the cycles back to the account', async () => {
    const before = cyclesIn(await on('cycles', 'balance'));
    await on('canister', 'stop', 'large');
    expect(await on('canister', 'delete', 'large')).toContain('Recovered');
    expect(cyclesIn(await on('cycles', 'balance')) - before).toBeGreaterThan(1_000_000_000_000n);
    const { code } = await runIcp(binary as string, ['canister', 'status', 'large', '-e', 'here'], {
      home,
      cwd: project,
    });
    expect(code).not.toBe(0);
  });

  test('list', async () => {
    expect(await on('canister', 'list')).toContain('counter');
  });

  async function onStdout(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runIcp(binary as string, [...args, '-e', 'here'], {
      home,
      cwd: project,
    });
    expect(code, stderr).toBe(0);
    return stdout;
  }
});

function manifest(port: number): string {
  const canister = (name: string) =>
    `  - name: ${name}\n    build:\n      steps:\n        - type: pre-built\n          path: ${name}.wasm\n`;
  return (
    `canisters:\n${canister('counter')}${canister('large')}` +
    `networks:\n  - { name: here, mode: connected, url: "http://localhost:${port}", root-key: fetch }\n` +
    'environments:\n  - { name: here, network: here, canisters: [counter, large] }\n'
  );
}

/** A module made larger by a custom section. */
function padded(module: Uint8Array, bytes: number): Uint8Array {
  const name = Buffer.from('padding');
  const size = name.length + 1 + bytes;
  const leb = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 128))
    leb.push((rest % 128) | (rest >= 128 ? 128 : 0));
  return Buffer.concat([module, Uint8Array.of(0, ...leb, name.length), name, new Uint8Array(bytes)]);
}

function cyclesIn(printed: string): bigint {
  const [, number] = /(?:Cycles|Balance): ([0-9_]+)/.exec(printed) ?? [];
  if (number === undefined) throw new Error(`expected an amount of cycles, got ${printed}`);
  return BigInt(number.replaceAll('_', ''));
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function rootKeyHex(subnet: Subnet): string {
  return Buffer.from(subnet.rootKey).toString('hex');
}
