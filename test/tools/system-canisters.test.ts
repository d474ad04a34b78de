import {
  Actor,
  CanisterStatus,
  Cbor,
  Certificate,
  HttpAgent,
  lookup_path,
  reconstruct,
  type HashTree,
} from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { generate } from '@icp-sdk/bindgen/core';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startKillable } from '../crash/killed-subnet.ts';
import { managementOf } from '../harness/canisters.ts';
import { compileMotoko } from '../harness/motoko.ts';
import { testAgent, testIdentity } from '../harness/test-agent.ts';
import { certifiedTree } from '../sim/state-root.ts';
import { accountOf, ID, systemCanister, transferOf } from './system-canister-actor.ts';

const FEE = 100_000_000n;
const GRANT = 1_000_000_000_000_000n;
/** A canister that keeps cycles on the ledger, asks for its balance, and tries what it must not. */
const CUSTOMER = `
persistent actor {
  type Account = { owner : Principal; subaccount : ?Blob };
  transient let ledger = actor "um5iw-rqaaa-aaaaq-qaaba-cai" : actor {
    deposit : { to : Account; memo : ?Blob } -> async { balance : Nat; block_index : Nat };
    icrc1_balance_of : query Account -> async Nat;
  };
  public func deposit(amount : Nat, owner : Principal) : async Nat {
    (await (with cycles = amount) ledger.deposit({ to = { owner; subaccount = null }; memo = null })).balance;
  };
  public func balance(owner : Principal) : async Nat {
    await ledger.icrc1_balance_of({ owner; subaccount = null });
  };
  public composite query func look(owner : Principal) : async Nat {
    await ledger.icrc1_balance_of({ owner; subaccount = null });
  };
};`;

describe('system canisters behind the stock agent', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let me: Principal;
  beforeAll(async () => {
    subnet = await Subnet.start();
    agent = await testAgent(subnet);
    me = await agent.getPrincipal();
  });
  afterAll(() => subnet.stop());

  test('a person has cycles, sends them, and the fee is gone', async () => {
    const ledger = systemCanister(agent, 'cyclesLedger');
    expect(await ledger['icrc1_balance_of']?.(accountOf(me))).toBe(GRANT);
    const to = accountOf(testIdentity(2).getPrincipal(), new Uint8Array(32).fill(1));
    expect(await ledger['icrc1_transfer']?.(transferOf(to, 5n))).toEqual({ Ok: 1n });
    expect(await ledger['icrc1_balance_of']?.(accountOf(me))).toBe(GRANT - FEE - 5n);
    expect(await ledger['icrc1_balance_of']?.(to)).toBe(5n);
  });

  test('the newest block is certified as ICRC-3 says', async () => {
    const ledger = systemCanister(agent, 'cyclesLedger');
    const [tip] = (await ledger['icrc3_get_tip_certificate']?.()) as [
      { certificate: Uint8Array; hash_tree: Uint8Array },
    ];
    const canisterId = Principal.fromText(ID.cyclesLedger);
    const certificate = await Certificate.create({
      certificate: new Uint8Array(tip.certificate),
      rootKey: subnet.rootKey,
      canisterId,
    });
    const tree = Cbor.decode<HashTree>(new Uint8Array(tip.hash_tree));
    const certified = certificate.lookup_path(['canister', canisterId.toUint8Array(), 'certified_data']);
    expect('value' in certified && certified.value).toEqual(new Uint8Array(await reconstruct(tree)));
    expect(lookup_path([Buffer.from('last_block_index')], tree)).toMatchObject({ value: Uint8Array.of(1) });
  });

  test('its interface is Candid, certified as metadata once it was used', async () => {
    const canisterId = Principal.fromText(ID.cyclesLedger);
    const found = await CanisterStatus.request({ agent, canisterId, paths: ['candid'] });
    const interfaceText = found.get('candid') as string;
    const folder = await mkdtemp(join(tmpdir(), 'candid-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'ledger.did'), interfaceText);
    await generate({ didFile: join(folder, 'ledger.did'), outDir: folder, output: { force: true } });
    expect(interfaceText).toContain('Map:vec record {0:text; 1:Value}');
  });

  test('create_canister: the caller controls it; asked again with its date, the same canister is told', async () => {
    const ledger = systemCanister(agent, 'cyclesLedger');
    const created_at_time = [BigInt(Date.now()) * 1_000_000n];
    const argument = { amount: 2_000_000_000_000n, from_subaccount: [], created_at_time, creation_args: [] };
    const created = (await ledger['create_canister']?.(argument)) as {
      Ok: { block_id: bigint; canister_id: Principal };
    };
    const { block_id, canister_id } = created.Ok;
    expect(canister_id.toText()).toBe('5v3p4-iyaaa-aaaaa-qaaaa-cai');
    expect(await ledger['create_canister']?.(argument)).toEqual({
      Err: { Duplicate: { duplicate_of: block_id, canister_id: [canister_id] } },
    });
    await managementOf(agent).stop(canister_id);
    const stranger = managementOf(await testAgent(subnet, testIdentity(3)));
    await expect(stranger.start(canister_id)).rejects.toThrow('IC0512');
  });

  test('create_canister: what cannot be made is paid back, less two fees', async () => {
    const ledger = systemCanister(agent, 'cyclesLedger');
    const before = (await ledger['icrc1_balance_of']?.(accountOf(me))) as bigint;
    const elsewhere = [{ subnet_selection: [{ Subnet: { subnet: Principal.fromText(ID.icpLedger) } }] }];
    const argument = {
      amount: 10n * FEE,
      from_subaccount: [],
      created_at_time: [],
      creation_args: elsewhere,
    };
    const refused = (await ledger['create_canister']?.(argument)) as {
      Err: { FailedToCreate: { error: string } };
    };
    expect(refused.Err.FailedToCreate.error).toContain('does not exist');
    expect(await ledger['icrc1_balance_of']?.(accountOf(me))).toBe(before - 2n * FEE);
  });

  test('withdraw: to a canister that is not there the cycles come back; to a person they do not go', async () => {
    const ledger = systemCanister(agent, 'cyclesLedger');
    const withdraw = (to: Principal) =>
      ledger['withdraw']?.({ amount: FEE, to, from_subaccount: [], created_at_time: [] });
    expect(await withdraw(me)).toEqual({ Err: { InvalidReceiver: { receiver: me } } });
    expect(await withdraw(Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai'))).toMatchObject({
      Err: { FailedToWithdraw: { rejection_reason: expect.stringContaining('not found') } },
    });
  });

  test('a canister pays in, and reads balances by call and by composite query', async () => {
    const management = managementOf(agent);
    const canister = await management.create();
    await management.install(canister, compileMotoko(CUSTOMER));
    const customer = Actor.createActor(
      () =>
        IDL.Service({
          deposit: IDL.Func([IDL.Nat, IDL.Principal], [IDL.Nat], []),
          balance: IDL.Func([IDL.Principal], [IDL.Nat], []),
          look: IDL.Func([IDL.Principal], [IDL.Nat], ['composite_query']),
        }),
      { agent, canisterId: canister },
    ) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    expect(await customer['balance']?.(canister)).toBe(0n);
    expect(await customer['deposit']?.(3n * FEE, canister)).toBe(2n * FEE);
    expect(await customer['look']?.(canister)).toBe(2n * FEE);
    await expect(customer['deposit']?.(FEE, canister)).rejects.toThrow('deposit amount is insufficient');
  });

  test('what is no argument, or no method, is refused like by any canister', async () => {
    const call = (methodName: string, arg: Uint8Array) => agent.query(ID.cyclesLedger, { methodName, arg });
    expect(await call('nothing', new Uint8Array())).toMatchObject({ error_code: 'IC0536' });
    expect(await call('deposit', new Uint8Array())).toMatchObject({ error_code: 'IC0536' });
    for (const text of ['', 'DIDL', 'DIDL\x01\x6d\x7f\x01\x00\xff\xff\xff\xff\x0f']) {
      const refused = await call('icrc1_balance_of', new Uint8Array(Buffer.from(text, 'latin1')));
      expect(refused, text).toMatchObject({ error_code: 'IC0503', reject_code: 5 });
    }
  });

  test('their ids are not given away', async () => {
    const service = IDL.Service({
      provisional_create_canister_with_cycles: IDL.Func(
        [IDL.Record({ amount: IDL.Opt(IDL.Nat), specified_id: IDL.Opt(IDL.Principal) })],
        [IDL.Record({ canister_id: IDL.Principal })],
        [],
      ),
    });
    const management = Actor.createActor(() => service, {
      agent,
      canisterId: Principal.managementCanister(),
      effectiveCanisterId: Principal.fromText(ID.icpLedger),
    }) as unknown as Record<string, (argument: object) => Promise<unknown>>;
    const specified_id = [Principal.fromText(ID.icpLedger)];
    const create = management['provisional_create_canister_with_cycles']?.({ amount: [], specified_id });
    await expect(create).rejects.toThrow();
  });
});

test('a subnet where nobody uses them has the root hash of one without them', async () => {
  const roots = [];
  const startTimeNs = BigInt(Date.now()) * 1_000_000n;
  for (const systemCanisters of [true, false]) {
    const subnet = await Subnet.start({
      systemCanisters,
      seed: new Uint8Array(32).fill(1),
      clock: 'manual',
      startTimeNs,
    });
    const agent = await testAgent(subnet, testIdentity(1));
    const { certificate } = await agent.readState(Principal.fromText(ID.icpLedger), {
      paths: [[Buffer.from('time')]],
    });
    roots.push((await certifiedTree(certificate)).root);
    await subnet.stop();
  }
  expect(roots[0]).toBe(roots[1]);
});

test('kill -9 in the middle of transfers loses none that was acknowledged, and makes none half', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ledger-'));
  try {
    let acknowledged = 0n;
    let submitted = 0n;
    const receiver = accountOf(Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai'));
    for (let kill = 0; kill < 4; kill++) {
      const subnet = await startKillable(directory);
      const agent = await HttpAgent.create({
        host: `http://127.0.0.1:${subnet.port}`,
        identity: testIdentity(1),
        rootKey: Buffer.from(subnet.rootKey, 'hex'),
        retryTimes: 0,
      });
      const ledger = systemCanister(agent, 'cyclesLedger');
      const received = (await ledger['icrc1_balance_of']?.(receiver)) as bigint;
      expect(received).toBeGreaterThanOrEqual(acknowledged);
      expect(received).toBeLessThanOrEqual(submitted);
      const mine = (await ledger['icrc1_balance_of']?.(accountOf(testIdentity(1).getPrincipal()))) as bigint;
      expect(mine).toBe(GRANT - received * (FEE + 1n));
      const supply = (await ledger['icrc1_total_supply']?.()) as bigint;
      expect(supply).toBe(received === 0n ? 0n : mine + received);
      const client = async () => {
        for (;;) {
          submitted++;
          const outcome = (await ledger['icrc1_transfer']?.(transferOf(receiver, 1n))) as object;
          if (!('Ok' in outcome)) throw new Error(`expected Ok, got ${JSON.stringify(outcome)}`);
          acknowledged++;
        }
      };
      const clients = Array.from({ length: 4 }, () => client().catch(() => undefined));
      await new Promise((resolve) => setTimeout(resolve, 400 + 150 * kill));
      await subnet.kill();
      await Promise.all(clients);
    }
    expect(acknowledged).toBeGreaterThan(4n);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
