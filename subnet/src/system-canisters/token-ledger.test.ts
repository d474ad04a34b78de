import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';
import { ANONYMOUS, principalKey } from '../principal.ts';
import type { Account } from './account.ts';
import { PERMITTED_DRIFT_NS, TRANSACTION_WINDOW_NS } from './ledger-limits.ts';
import { LedgerRefused } from './ledger-refused.ts';
import { SystemTrap } from './system-canister.ts';
import { canisterId, SystemFixture, user } from './system-call-fixture.ts';
import { GOVERNANCE } from './system-canister-ids.ts';
import { TokenLedger } from './token-ledger.ts';
import { CYCLES_TOKEN, ICP_TOKEN, type Token } from './token.ts';

const { fee } = CYCLES_TOKEN;
const GRANT = CYCLES_TOKEN.grantOf(user(1));
const account = (number: number, subaccount?: number): Account => ({
  owner: user(number),
  subaccount: subaccount === undefined ? undefined : new Uint8Array(32).fill(subaccount),
});
const canister: Account = { owner: canisterId(1), subaccount: undefined };

let fixture: SystemFixture;
beforeEach(() => {
  fixture = new SystemFixture();
});

function on<T>(work: (ledger: TokenLedger) => Promise<T>, token: Token = CYCLES_TOKEN): Promise<T> {
  return fixture.run((call) => work(new TokenLedger(token, call)));
}

/** Why a transaction is refused. */
async function refusal(work: (ledger: TokenLedger) => Promise<unknown>, token?: Token): Promise<unknown> {
  try {
    return { Ok: await on(work, token) };
  } catch (error) {
    if (error instanceof LedgerRefused) return error.reason;
    throw error;
  }
}

describe('grants', () => {
  test('people and the anonymous principal have tokens, canisters and subaccounts none', async () => {
    expect(await on((ledger) => ledger.balanceOf(account(1)))).toBe(GRANT);
    const anonymous = { owner: principalKey(ANONYMOUS), subaccount: undefined };
    expect(await on((ledger) => ledger.balanceOf(anonymous))).toBe(2n ** 127n - 1n);
    expect(await on((ledger) => ledger.balanceOf(canister))).toBe(0n);
    expect(await on((ledger) => ledger.balanceOf(account(1, 5)))).toBe(0n);
  });

  test('a grant is given once, however the account empties', async () => {
    await on((ledger) => ledger.transfer(account(1), canister, GRANT - fee));
    expect(await on((ledger) => ledger.balanceOf(account(1)))).toBe(0n);
  });
});

describe('transfer', () => {
  test('the whole balance less the fee can be sent, one more cannot', async () => {
    const over = GRANT - fee + 1n;
    expect(await refusal((ledger) => ledger.transfer(account(1), canister, over))).toEqual({
      InsufficientFunds: { balance: GRANT },
    });
    await on((ledger) => ledger.transfer(account(1), canister, GRANT - fee));
    expect(await on((ledger) => ledger.balanceOf(canister))).toBe(GRANT - fee);
  });

  test('an expected fee that is not the fee is refused', async () => {
    expect(await refusal((ledger) => ledger.transfer(account(1), canister, 1n, { fee: fee - 1n }))).toEqual({
      BadFee: { expected_fee: fee },
    });
    expect(await refusal((ledger) => ledger.transfer(account(1), canister, 1n, { fee }))).toHaveProperty(
      'Ok',
    );
  });

  test('a memo of 32 bytes is taken, one of 33 traps', async () => {
    const send = (bytes: number) =>
      on((ledger) => ledger.transfer(account(1), canister, 1n, { memo: new Uint8Array(bytes) }));
    await expect(send(33)).rejects.toThrow(SystemTrap);
    expect(await send(32)).toBe(1n);
  });

  test('created_at_time: the window is inclusive at both ends', async () => {
    const at = (createdAtNs: bigint) =>
      refusal((ledger) => ledger.transfer(account(1), canister, 1n, { createdAtNs }));
    const oldest = fixture.nowNs - TRANSACTION_WINDOW_NS - PERMITTED_DRIFT_NS;
    expect(await at(oldest - 1n)).toEqual({ TooOld: null });
    expect(await at(oldest)).toHaveProperty('Ok');
    const newest = fixture.nowNs + PERMITTED_DRIFT_NS;
    expect(await at(newest + 1n)).toEqual({ CreatedInFuture: { ledger_time: fixture.nowNs } });
    expect(await at(newest)).toHaveProperty('Ok');
  });

  test('the same dated transaction is made once; another memo, amount or time is another one', async () => {
    const createdAtNs = fixture.nowNs;
    const send = (amount: bigint, memo: number, at = createdAtNs) =>
      refusal((ledger) =>
        ledger.transfer(account(1), canister, amount, { createdAtNs: at, memo: Uint8Array.of(memo) }),
      );
    expect(await send(1n, 1)).toEqual({ Ok: 1n });
    expect(await send(1n, 1)).toEqual({ Duplicate: { duplicate_of: 1n } });
    await fixture.commit();
    expect(await send(1n, 1)).toEqual({ Duplicate: { duplicate_of: 1n } });
    expect(await send(1n, 2)).toEqual({ Ok: 2n });
    expect(await send(2n, 1)).toEqual({ Ok: 3n });
    expect(await send(1n, 1, createdAtNs - 1n)).toEqual({ Ok: 4n });
  });

  test('what was seen is forgotten only when it is too old to come again', async () => {
    const createdAtNs = fixture.nowNs;
    const send = () => refusal((ledger) => ledger.transfer(account(1), canister, 1n, { createdAtNs }));
    const seen = async () => {
      let records = 0;
      for await (const _ of fixture.store.scan(`system/${CYCLES_TOKEN.canister}/seen/`)) records++;
      return records;
    };
    await send();
    await fixture.commit();
    fixture.nowNs += TRANSACTION_WINDOW_NS + PERMITTED_DRIFT_NS;
    expect(await send()).toHaveProperty('Duplicate');
    fixture.nowNs += 1n;
    expect(await send()).toEqual({ TooOld: null });
    fixture.nowNs += TRANSACTION_WINDOW_NS;
    await on((ledger) => ledger.transfer(account(1), canister, 1n, { createdAtNs: fixture.nowNs }));
    expect(await seen()).toBe(1);
    await fixture.commit();
    expect(await seen()).toBe(1);
  });

  test('ICP sent to the minting account is destroyed, from the fee on', async () => {
    const minting = { owner: GOVERNANCE, subaccount: undefined };
    const send = (amount: bigint) =>
      refusal((ledger) => ledger.transfer(account(1), minting, amount), ICP_TOKEN);
    expect(await send(ICP_TOKEN.fee - 1n)).toEqual({ BadBurn: { min_burn_amount: ICP_TOKEN.fee } });
    expect(await send(ICP_TOKEN.fee)).toHaveProperty('Ok');
    const grant = ICP_TOKEN.grantOf(user(1));
    expect(await on((ledger) => ledger.totalSupply(), ICP_TOKEN)).toBe(grant - ICP_TOKEN.fee);
  });

  test('a balance that would leave its type traps and changes nothing', async () => {
    await on((ledger) => ledger.mint(canister, ICP_TOKEN.balanceMax), ICP_TOKEN);
    await expect(on((ledger) => ledger.transfer(account(1), canister, 1n), ICP_TOKEN)).rejects.toThrow(
      SystemTrap,
    );
    expect(await on((ledger) => ledger.balanceOf(account(1)), ICP_TOKEN)).toBe(ICP_TOKEN.grantOf(user(1)));
  });
});

describe('allowances', () => {
  const allow = (amount: bigint, rest: { expiresAtNs?: bigint; expected?: bigint } = {}) =>
    refusal((ledger) => ledger.approve(account(1), account(2), { amount, expiresAtNs: 0n, ...rest }, {}));
  const spend = (amount: bigint) =>
    refusal((ledger) => ledger.transfer(account(1), canister, amount, { spender: account(2) }));
  const left = async () => (await on((ledger) => ledger.allowance(account(1), account(2)))).amount;

  test('a spender spends amount and fee, and no more', async () => {
    await allow(10n + fee);
    expect(await spend(11n)).toEqual({ InsufficientAllowance: { allowance: 10n + fee } });
    expect(await spend(10n)).toHaveProperty('Ok');
    expect(await left()).toBe(0n);
    expect(await spend(0n)).toEqual({ InsufficientAllowance: { allowance: 0n } });
  });

  test('it ends at its time', async () => {
    expect(await allow(1n, { expiresAtNs: fixture.nowNs })).toEqual({
      Expired: { ledger_time: fixture.nowNs },
    });
    await allow(1n, { expiresAtNs: fixture.nowNs + 1n });
    expect(await left()).toBe(1n);
    fixture.nowNs += 1n;
    expect(await left()).toBe(0n);
  });

  test('it changes only from what the owner expects', async () => {
    await allow(5n);
    expect(await allow(7n, { expected: 4n })).toEqual({ AllowanceChanged: { current_allowance: 5n } });
    expect(await allow(7n, { expected: 5n })).toHaveProperty('Ok');
    expect(await left()).toBe(7n);
  });

  test('an owner cannot approve itself', async () => {
    const approved = on((ledger) =>
      ledger.approve(account(1), account(1, 3), { amount: 1n, expiresAtNs: 0n }, {}),
    );
    await expect(approved).rejects.toThrow('self approval is not allowed');
  });
});

describe('blocks', () => {
  test('each holds the hash of the one before', async () => {
    await on((ledger) => ledger.transfer(account(1), account(2), 5n));
    await on((ledger) => ledger.transfer(account(2), account(1), 5n));
    const blocks = await on(async ({ log }) =>
      Promise.all(Array.from({ length: Number(await log.length()) }, (_, at) => log.get(BigInt(at)))),
    );
    expect(blocks).toHaveLength(4);
    blocks.forEach((block, at) => {
      const before = blocks[at - 1];
      expect(block?.get('phash')).toEqual(before && new Uint8Array(hashOfMap(before)));
    });
  });
});

test('any sequence of transactions: balances add up to the supply, none is negative, a refusal changes nothing', async () => {
  const who = fc.integer({ min: 1, max: 3 });
  const amount = fc.oneof(fc.bigInt(0n, 2n * fee), fc.bigInt(GRANT - fee, GRANT + fee));
  const step = fc.record({
    kind: fc.constantFrom('send', 'approve', 'spend', 'burn'),
    from: who,
    to: who,
    amount,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      fixture = new SystemFixture();
      const balances = () =>
        on((ledger) => Promise.all([1, 2, 3].map((number) => ledger.balanceOf(account(number)))));
      const total = async () => (await balances()).reduce((sum, balance) => sum + balance, 0n);
      for (const { kind, from, to, amount: wanted } of steps) {
        const before = await balances();
        const [a, b] = [account(from), account(to)];
        const outcome = await refusal((ledger) => {
          if (kind === 'send') return ledger.transfer(a, b, wanted);
          if (kind === 'burn') return ledger.burn(a, wanted, { burnFee: fee, purpose: 'test' });
          if (kind === 'spend') return ledger.transfer(a, account(1), wanted, { spender: b });
          return from === to
            ? Promise.resolve(0n)
            : ledger.approve(a, b, { amount: wanted, expiresAtNs: 0n }, {});
        });
        const after = await balances();
        expect(after.every((balance) => balance >= 0n)).toBe(true);
        if (!Object.hasOwn(outcome as object, 'Ok')) expect(after).toEqual(before);
      }
      const granted = await on((ledger) => ledger.totalSupply());
      const ungranted = (await Promise.all([1, 2, 3].map(async (number) => isUntouched(number)))).filter(
        Boolean,
      ).length;
      expect(await total()).toBe(granted + BigInt(ungranted) * GRANT);
    }),
    { numRuns: 60 },
  );
});

async function isUntouched(number: number): Promise<boolean> {
  return (
    (await fixture.run((call) => call.storage(CYCLES_TOKEN.canister).get(`granted/${user(number)}`))) ===
    undefined
  );
}
