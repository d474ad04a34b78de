import type { HttpAgent } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { icpBinary, runIcp } from '../harness/icp-cli.ts';
import { compileMotoko } from '../harness/motoko.ts';
import { testAgent } from '../harness/test-agent.ts';

const DID = 'service : { inc : () -> (nat); get : () -> (nat) query; }';
const COUNTER = `persistent actor {
  var n : Nat = 41;
  public func inc() : async Nat { n += 1; n };
  public query func get() : async Nat { n };
};`;

const binary = icpBinary();

describe.skipIf(binary === undefined)('the real icp binary (an optional package: linux x64 only)', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let canister: Principal;
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'icp-'));
    await writeFile(join(home, 'counter.did'), DID);
    subnet = await Subnet.start({ port: 0 });
    agent = await testAgent(subnet);
    const management = managementOf(agent);
    canister = await management.create();
    await management.install(canister, compileMotoko(COUNTER));
  });
  afterAll(async () => {
    await subnet.stop();
    await rm(home, { recursive: true, force: true });
  });

  const icp = async (...args: string[]) => {
    const url = `http://localhost:${subnet.port}`;
    const network = ['-n', url, '-k', Buffer.from(subnet.rootKey).toString('hex')];
    return runIcp(binary as string, [...args, ...network], { home, cwd: home });
  };

  test('call: an update is answered and its certificate verified', async () => {
    const { code, stdout, stderr } = await icp(
      'canister',
      'call',
      canister.toText(),
      'inc',
      '()',
      '--candid',
      'counter.did',
    );
    expect([code, stdout.trim(), stderr]).toEqual([0, expect.stringContaining('42'), expect.anything()]);
  });

  test('query: the answer carries a signature that icp accepts', async () => {
    const { code, stdout } = await icp(
      'canister',
      'call',
      canister.toText(),
      'get',
      '()',
      '--query',
      '--candid',
      'counter.did',
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('42')]);
  });

  test('status: the public part is read from the state tree', async () => {
    const { code, stdout, stderr } = await icp('canister', 'status', canister.toText(), '--public');
    expect([code, stdout, stderr]).toEqual([
      0,
      expect.stringContaining(canister.toText()),
      expect.anything(),
    ]);
    expect(stdout).toContain((await agent.getPrincipal()).toText());
  });
});
