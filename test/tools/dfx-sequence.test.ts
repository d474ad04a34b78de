import { Actor, CanisterStatus, HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { compileMotoko } from '../harness/motoko.ts';
import { testIdentity } from '../harness/test-agent.ts';
import { ASSETS, WALLET } from './replay-canisters.ts';
import { systemCanister, type Method } from './system-canister-actor.ts';

const COUNTER = 'persistent actor { var n = 0; public func inc() : async Nat { n += 1; n } };';
/** The effective canister id to which dfx addresses what is about no canister yet. */
const ANYWHERE = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
const WALLET_WASM_BYTES = 1_360_000;
const WALLET_CREATE_CYCLES = 3_500_000_000_000n;
const CHUNK_BYTES = 1_048_576;

const blob = IDL.Vec(IDL.Nat8);
const id = IDL.Record({ canister_id: IDL.Principal });
const hash = IDL.Record({ hash: blob });
const management = IDL.Service({
  provisional_create_canister_with_cycles: IDL.Func(
    [IDL.Record({ amount: IDL.Opt(IDL.Nat), specified_id: IDL.Opt(IDL.Principal) })],
    [id],
    [],
  ),
  stored_chunks: IDL.Func([id], [IDL.Vec(hash)], []),
  upload_chunk: IDL.Func([IDL.Record({ canister_id: IDL.Principal, chunk: blob })], [hash], []),
  clear_chunk_store: IDL.Func([id], [], []),
  install_chunked_code: IDL.Func(
    [
      IDL.Record({
        mode: IDL.Variant({ install: IDL.Null }),
        target_canister: IDL.Principal,
        store_canister: IDL.Opt(IDL.Principal),
        chunk_hashes_list: IDL.Vec(hash),
        wasm_module_hash: blob,
        arg: blob,
      }),
    ],
    [],
    [],
  ),
});

describe('what dfx 0.32 does, replayed with the agent', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let me: Principal;

  beforeAll(async () => {
    subnet = await Subnet.start({ port: 0 });
    agent = await HttpAgent.create({
      host: `http://127.0.0.1:${subnet.port}`,
      identity: testIdentity(1),
      shouldFetchRootKey: true,
      retryTimes: 0,
    });
    me = await agent.getPrincipal();
  });
  afterAll(() => subnet.stop());

  const actorOf = (service: IDL.ServiceClass, canisterId: Principal, effectiveCanisterId = canisterId) =>
    Actor.createActor(() => service, { agent, canisterId, effectiveCanisterId }) as unknown as Record<
      string,
      Method
    >;
  const managing = (effective: Principal) => actorOf(management, Principal.managementCanister(), effective);
  /** Hexadecimal module hash in the state tree, as dfx polls it; null without code. */
  const moduleHash = async (canisterId: Principal) =>
    (await CanisterStatus.request({ agent, canisterId, paths: ['module_hash'] })).get('module_hash');

  test('a wallet is made out of nothing, stores its own module, and makes a canister that the user controls', async () => {
    const wallet = await managementOf(agent).create();
    await managementOf(agent).install(wallet, compileMotoko(WALLET));
    await managementOf(agent).start(wallet);
    const through = actorOf(
      IDL.Service({
        wallet_store_wallet_wasm: IDL.Func([IDL.Record({ wasm_module: blob })], [], []),
        wallet_stored: IDL.Func([], [IDL.Nat], ['query']),
        wallet_create_canister128: IDL.Func(
          [
            IDL.Record({
              cycles: IDL.Nat,
              settings: IDL.Record({ controllers: IDL.Opt(IDL.Vec(IDL.Principal)) }),
            }),
          ],
          [IDL.Variant({ Ok: id, Err: IDL.Text })],
          [],
        ),
      }),
      wallet,
    );
    await through['wallet_store_wallet_wasm']?.({ wasm_module: new Uint8Array(WALLET_WASM_BYTES) });
    expect(await through['wallet_stored']?.()).toBe(BigInt(WALLET_WASM_BYTES));
    const made = (await through['wallet_create_canister128']?.({
      cycles: WALLET_CREATE_CYCLES,
      settings: { controllers: [[me, wallet]] },
    })) as { Ok: { canister_id: Principal } };
    const canister = made.Ok.canister_id;
    expect(await moduleHash(canister)).toBeNull();
    const module = compileMotoko(COUNTER);
    await managementOf(agent).install(canister, module);
    expect(await moduleHash(canister)).toBe(createHash('sha256').update(module).digest('hex'));
  });

  test('--no-wallet: a canister is made out of nothing, under the id asked for', async () => {
    const wanted = Principal.fromText('bkyz2-fmaaa-aaaaa-qaaaq-cai');
    const create = managing(ANYWHERE)['provisional_create_canister_with_cycles'];
    expect(await create?.({ amount: [], specified_id: [wanted] })).toEqual({ canister_id: wanted });
    await expect(create?.({ amount: [], specified_id: [wanted] })).rejects.toThrow();
  });

  test('DFX_DISABLE_AUTO_WALLET: a canister is made by the cycles ledger', async () => {
    const made = await systemCanister(agent, 'cyclesLedger')['create_canister']?.({
      amount: WALLET_CREATE_CYCLES,
      from_subaccount: [],
      created_at_time: [BigInt(Date.now()) * 1_000_000n],
      creation_args: [],
    });
    expect(made).toMatchObject({ Ok: { canister_id: expect.anything() } });
  });

  test('a large module goes up in chunks sent side by side, and its hash is polled', async () => {
    const canister = await managementOf(agent).create();
    const chunked = managing(canister);
    const module = compileMotoko(ASSETS);
    const half = Math.min(CHUNK_BYTES, Math.ceil(module.length / 2));
    const parts = [module.subarray(0, half), module.subarray(half)];
    expect(await chunked['stored_chunks']?.({ canister_id: canister })).toEqual([]);
    const hashes = await Promise.all(
      parts.map(async (chunk) => chunked['upload_chunk']?.({ canister_id: canister, chunk })),
    );
    expect(await chunked['stored_chunks']?.({ canister_id: canister })).toHaveLength(2);
    const digest = createHash('sha256').update(module).digest();
    await chunked['install_chunked_code']?.({
      mode: { install: null },
      target_canister: canister,
      store_canister: [],
      chunk_hashes_list: hashes,
      wasm_module_hash: digest,
      arg: new Uint8Array(),
    });
    await chunked['clear_chunk_store']?.({ canister_id: canister });
    expect(await moduleHash(canister)).toBe(digest.toString('hex'));
  });

  test('assets go up in a batch and are served', async () => {
    const canister = await managementOf(agent).create();
    await managementOf(agent).install(canister, compileMotoko(ASSETS));
    const operation = IDL.Variant({
      CreateAsset: IDL.Record({ key: IDL.Text, content_type: IDL.Text }),
      SetAssetContent: IDL.Record({ key: IDL.Text, content_encoding: IDL.Text, chunk_ids: IDL.Vec(IDL.Nat) }),
    });
    const assets = actorOf(
      IDL.Service({
        api_version: IDL.Func([], [IDL.Nat16], ['query']),
        list: IDL.Func(
          [IDL.Record({})],
          [IDL.Vec(IDL.Record({ key: IDL.Text, content_type: IDL.Text }))],
          ['query'],
        ),
        create_batch: IDL.Func([IDL.Record({})], [IDL.Record({ batch_id: IDL.Nat })], []),
        create_chunk: IDL.Func(
          [IDL.Record({ batch_id: IDL.Nat, content: blob })],
          [IDL.Record({ chunk_id: IDL.Nat })],
          [],
        ),
        commit_batch: IDL.Func([IDL.Record({ batch_id: IDL.Nat, operations: IDL.Vec(operation) })], [], []),
      }),
      canister,
    );
    expect(await assets['api_version']?.()).toBe(1);
    expect(await assets['list']?.({})).toEqual([]);
    const { batch_id } = (await assets['create_batch']?.({})) as { batch_id: bigint };
    const pages = ['/index.html', '/about.html'];
    const uploads = pages.map(async (key) =>
      assets['create_chunk']?.({ batch_id, content: new Uint8Array(Buffer.from(`<p>${key}</p>`)) }),
    );
    const chunks = (await Promise.all(uploads)) as { chunk_id: bigint }[];
    const operations = pages.flatMap((key, at) => [
      { CreateAsset: { key, content_type: 'text/html' } },
      { SetAssetContent: { key, content_encoding: 'identity', chunk_ids: [chunks[at]?.chunk_id] } },
    ]);
    await assets['commit_batch']?.({ batch_id, operations });
    expect(await assets['list']?.({})).toEqual(pages.map((key) => ({ key, content_type: 'text/html' })));
    const served = await subnet.fetch(`http://${canister.toText()}.raw.localhost/about.html`, {
      headers: { host: `${canister.toText()}.raw.localhost` },
    });
    expect([served.status, await served.text()]).toEqual([200, '<p>/about.html</p>']);
  });
});
