import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PrincipalKey } from '../principal.ts';
import { callRaw, encode, newCanister, of, OWNER, refusedRaw } from './call-in-tests.ts';
import { queryManagement } from './dispatch.ts';
import { canisterKey, InMemoryHost } from './in-memory-host.ts';
import { effectiveCanisterId } from './message-effective-id.ts';
import { argumentFor, CONTROLLER_METHODS, NAMES, type MethodName } from './methods-in-tests.ts';

let host: InMemoryHost;
let canister: PrincipalKey;
const argumentOf = (method: MethodName) => argumentFor(canister, method);

beforeEach(async () => {
  host = new InMemoryHost();
  canister = await newCanister(host);
});

describe('the argument', () => {
  const bombs: [string, Uint8Array][] = [
    ['nothing', new Uint8Array(0)],
    ['no magic', Uint8Array.of(1, 2, 3, 4, 5, 6)],
    ['no argument', new Uint8Array(IDL.encode([], []))],
    ['another type', new Uint8Array(IDL.encode([IDL.Text], ['text']))],
    ['a record without its fields', new Uint8Array(IDL.encode([IDL.Record({})], [{}]))],
    ['a vector of nulls', Uint8Array.of(68, 73, 68, 76, 1, 0x6d, 0x7f, 1, 0, 255, 255, 255, 255, 15)],
    ['a record of itself', Uint8Array.of(68, 73, 68, 76, 1, 0x6c, 1, 0, 0, 1, 0)],
    ['a cut message', encode('start_canister', { canister_id: of(canisterKey(1)).canister_id }).slice(0, -1)],
  ];
  const withArgument = NAMES.filter(
    (name) => !['raw_rand', 'fetch_canister_logs', 'list_canisters'].includes(name),
  );

  test.each(bombs)('%s: IC0408 from every method that needs more', async (name, bytes) => {
    for (const method of withArgument) {
      const options = { caller: OWNER, fromCanister: true, cycles: 10n ** 12n };
      // All fields of these two may be left out.
      if (method.includes('create') && name === 'a record without its fields') continue;
      expect(await refusedRaw(host, method, bytes, options)).toMatch(/^IC0408: Error decoding candid: ./);
    }
  });

  test('is refused before it is decoded when a field that nobody reads holds a bomb', async () => {
    const type = IDL.Record({ canister_id: IDL.Principal, zzz: IDL.Vec(IDL.Null) });
    const bomb = (count: number) =>
      new Uint8Array(IDL.encode([type], [{ ...of(canister), zzz: new Array(count).fill(null) }]));
    expect(await callRaw(host, 'start_canister', bomb(1_000))).toMatchObject({ answer: { kind: 'reply' } });
    expect(await refusedRaw(host, 'start_canister', bomb(1_001))).toMatch(
      /^IC0408: Error decoding candid: expected at most 1000 values without bytes, got 1001 elements more at byte \d+$/,
    );
  });

  test('is read from a view into a larger buffer', async () => {
    const bytes = encode('start_canister', of(canister));
    const buffer = new Uint8Array(bytes.length + 11).fill(7);
    buffer.set(bytes, 5);
    const outcome = await callRaw(host, 'start_canister', buffer.subarray(5, 5 + bytes.length));
    expect(outcome).toMatchObject({ kind: 'answered', answer: { kind: 'reply' } });
  });

  test('may hold fields of a newer interface', async () => {
    const type = IDL.Record({ canister_id: IDL.Principal, later: IDL.Opt(IDL.Vec(IDL.Text)) });
    const bytes = new Uint8Array(IDL.encode([type], [{ ...of(canister), later: [['x']] }]));
    const outcome = await callRaw(host, 'start_canister', bytes);
    expect(outcome).toMatchObject({ answer: { kind: 'reply' } });
  });

  test('mutated arguments are answered, never thrown on', async () => {
    const methods = fc.constantFrom(...NAMES);
    const changes = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(methods, changes, fc.boolean(), async (method, mutations, fromCanister) => {
        const bytes = encode(method, argumentOf(method));
        for (const [at, value] of mutations) bytes[at % bytes.length] = value;
        const outcome = await callRaw(host, method, bytes, { fromCanister, cycles: 10n ** 12n });
        expect(['answered', 'pending']).toContain(outcome.kind);
        effectiveCanisterId(method, bytes);
        const origin = { kind: 'ingress', requestId: '', sender: OWNER } as const;
        await queryManagement({ method, argument: bytes, caller: OWNER, origin, cycles: 0n }, host);
      }),
      { numRuns: 500 },
    );
  });
});

describe('effective canister id', () => {
  test('is the canister named in the argument', () => {
    for (const method of [
      ...CONTROLLER_METHODS,
      'provisional_top_up_canister',
      'fetch_canister_logs',
    ] as const) {
      const id = effectiveCanisterId(method, encode(method, argumentOf(method)));
      expect(id).toEqual(of(canister).canister_id.toUint8Array());
    }
  });

  test('is none for methods without one, unknown methods and unreadable arguments', () => {
    const argument = encode('start_canister', of(canister));
    for (const method of ['provisional_create_canister_with_cycles', 'raw_rand', 'nonsense']) {
      expect(effectiveCanisterId(method, argument)).toBeUndefined();
    }
    expect(effectiveCanisterId('start_canister', argument.slice(1))).toBeUndefined();
    expect(effectiveCanisterId('install_chunked_code', argument)).toBeUndefined();
  });
});
