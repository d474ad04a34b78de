import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CYCLES_LEDGER_CANISTER } from './cycles-ledger.ts';
import { CYCLES_MINTING_CANISTER } from './cycles-minting.ts';
import { ICP_LEDGER_CANISTER } from './icp-ledger.ts';
import { TRANSFER_ARGUMENT } from './icrc-idl-table.ts';
import { findMethod, runMethod, SYSTEM_ARGUMENT_LIMITS } from './run-method.ts';
import { SystemFixture } from './system-call-fixture.ts';
import type { SystemCanister } from './system-canister.ts';

const CANISTERS = [CYCLES_LEDGER_CANISTER, CYCLES_MINTING_CANISTER, ICP_LEDGER_CANISTER];
const TRANSFER = new Uint8Array(
  IDL.encode(
    [TRANSFER_ARGUMENT],
    [
      {
        from_subaccount: [new Uint8Array(32)],
        to: { owner: Principal.anonymous(), subaccount: [new Uint8Array(32)] },
        amount: 5n,
        fee: [],
        memo: [Uint8Array.of(1)],
        created_at_time: [],
      },
    ],
  ),
);
const prefixed = (bytes: Uint8Array) => Uint8Array.from([...Buffer.from('DIDL'), ...bytes]);
const mutated = fc
  .array(fc.tuple(fc.nat(TRANSFER.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  .map((changes) => {
    const bytes = TRANSFER.slice();
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  });

describe.each(CANISTERS)('methods of a system canister', (canister: SystemCanister) => {
  test('any bytes as argument: a reply or a trap of the canister, never another error', async () => {
    const fixture = new SystemFixture();
    const methods = [...canister.methods.values()];
    const argument = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc.uint8Array({ maxLength: 64 }).map(prefixed),
      mutated,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods), argument, async (method, bytes) => {
        const outcome = await fixture.run((call) => runMethod(canister, method, call, bytes));
        if (outcome.kind === 'refused')
          expect(outcome.reject).toMatchObject({ code: 5, errorCode: 'IC0503' });
      }),
      { numRuns: 1_500 },
    );
  });

  test('an update is no query; a query may be asked as either', () => {
    for (const [name, { kind }] of canister.methods) {
      expect('method' in findMethod(canister, name, 'update'), name).toBe(true);
      expect('method' in findMethod(canister, name, 'query'), name).toBe(kind === 'query');
    }
    expect(findMethod(canister, 'toString', 'query')).toMatchObject({ refusal: { errorCode: 'IC0536' } });
  });
});

test('an argument above the bound is refused before it is decoded, one at the bound is not', async () => {
  const fixture = new SystemFixture();
  const method = CYCLES_LEDGER_CANISTER.methods.get('icrc1_name');
  const run = (bytes: number) => {
    const blob = new Uint8Array(
      bytes - Buffer.from(IDL.encode([IDL.Vec(IDL.Nat8)], [new Uint8Array(65_000)])).length + 65_000,
    );
    const argument = new Uint8Array(IDL.encode([IDL.Vec(IDL.Nat8)], [blob]));
    expect(argument).toHaveLength(bytes);
    return fixture.run((call) => runMethod(CYCLES_LEDGER_CANISTER, method as never, call, argument));
  };
  expect(await run(SYSTEM_ARGUMENT_LIMITS.bytesMax)).toMatchObject({ kind: 'reply' });
  expect(await run(SYSTEM_ARGUMENT_LIMITS.bytesMax + 1)).toMatchObject({ kind: 'refused' });
});
