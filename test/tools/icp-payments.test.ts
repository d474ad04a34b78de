import { type HttpAgent } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { testAgent } from '../harness/test-agent.ts';
import { accountOf, ID, systemCanister, transferOf } from './system-canister-actor.ts';

const ICP = 100_000_000n;
const ICP_FEE = 10_000n;
/** `TPUP`, as an eight-byte number, little end first. Source: the cycles minting canister's payment protocol. */
const TOP_UP_MEMO = Uint8Array.from([...Buffer.from('TPUP'), 0, 0, 0, 0]);

describe('ICP become cycles once', () => {
  let subnet: Subnet;
  let agent: HttpAgent;
  let me: Principal;
  let canister: Principal;
  beforeAll(async () => {
    subnet = await Subnet.start();
    agent = await testAgent(subnet);
    me = await agent.getPrincipal();
    canister = await managementOf(agent).create();
  });
  afterAll(() => subnet.stop());

  const icp = () => systemCanister(agent, 'icpLedger');
  const balance = async () => (await icp()['icrc1_balance_of']?.(accountOf(me))) as bigint;
  /** Pays for a top-up; returns the block. */
  async function pay(beneficiary: Principal, e8s: bigint, memo = TOP_UP_MEMO): Promise<bigint> {
    const bytes = beneficiary.toUint8Array();
    const subaccount = new Uint8Array(32);
    subaccount.set([bytes.length, ...bytes]);
    const to = accountOf(Principal.fromText(ID.cyclesMinting), subaccount);
    const paid = (await icp()['icrc1_transfer']?.(transferOf(to, e8s, { memo: [memo] }))) as { Ok: bigint };
    return paid.Ok;
  }
  const notify = (block_index: bigint, canister_id = canister) =>
    systemCanister(agent, 'cyclesMinting')['notify_top_up']?.({ block_index, canister_id });

  test('the payment arrives at the fixed rate; telling of it again gives the same answer and no more cycles', async () => {
    const block = await pay(canister, 2n * ICP);
    expect(await notify(block)).toEqual({ Ok: 7_000_000_000_000n });
    const after = await balance();
    expect(await notify(block)).toEqual({ Ok: 7_000_000_000_000n });
    expect(await balance()).toBe(after);
  });

  test('for another canister than was paid for, with another memo, or without a block there are no cycles', async () => {
    const block = await pay(canister, ICP);
    expect(await notify(block, me)).toMatchObject({ Err: { InvalidTransaction: expect.anything() } });
    const otherMemo = await pay(canister, ICP, new Uint8Array(8));
    expect(await notify(otherMemo)).toMatchObject({ Err: { InvalidTransaction: expect.anything() } });
    expect(await notify(99_999n)).toMatchObject({ Err: { InvalidTransaction: 'Block 99999 not found' } });
    expect(await notify(block)).toEqual({ Ok: 3_500_000_000_000n });
  });

  test('for a canister that does not exist the ICP come back, less the fees, once', async () => {
    const nobody = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
    const before = await balance();
    const block = await pay(nobody, ICP);
    const refunded = await notify(block, nobody);
    expect(refunded).toMatchObject({ Err: { Refunded: { reason: expect.stringContaining('not found') } } });
    expect(await balance()).toBe(before - 2n * ICP_FEE);
    expect(await notify(block, nobody)).toEqual(refunded);
    expect(await balance()).toBe(before - 2n * ICP_FEE);
  });

  test('the default subnet is this one', async () => {
    const subnets = await systemCanister(agent, 'cyclesMinting')['get_default_subnets']?.();
    expect(subnets).toEqual([Principal.fromUint8Array(subnet.subnetId)]);
  });
});
