import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { findAzleToolchain } from './azle-toolchain.ts';
import { BuildError } from './build-error.ts';
import { readCandidInterface } from './candid-interface.ts';
import { compareInterfaces } from './compare-interfaces.ts';

const toolchain = await findAzleToolchain(fileURLToPath(new URL('.', import.meta.url)));

async function compare(contract: string, built: string): Promise<readonly string[]> {
  return compareInterfaces(
    await readCandidInterface({ path: 'contract', text: contract }, toolchain),
    await readCandidInterface({ path: 'built', text: built }, toolchain),
  );
}

describe('compareInterfaces', () => {
  it.each([
    [
      'order and names of types',
      'type A = record { x : nat; y : text }; service : { f : (A) -> () }',
      'service : { f : (record { y : text; x : nat }) -> () }',
    ],
    ['argument names', 'service : { f : (amount : nat) -> (sum : nat) }', 'service : { f : (nat) -> (nat) }'],
    ['blob', 'service : { f : (blob) -> () }', 'service : { f : (vec nat8) -> () }'],
    [
      'a tuple',
      'service : { f : (record { nat; text }) -> () }',
      'service : { f : (record { 0 : nat; 1 : text }) -> () }',
    ],
    [
      'null in a variant',
      'service : { f : () -> (variant { None; Some : nat }) }',
      'service : { f : () -> (variant { Some : nat; None : null }) }',
    ],
    [
      'recursion unrolled once',
      'type L = opt record { nat; L }; service : { f : (L) -> () query }',
      'type M = opt record { nat; opt record { nat; M } }; service : { f : (M) -> () query }',
    ],
    [
      'references',
      'service : (principal) -> { f : (func (nat) -> () query, service { g : () -> () }) -> () oneway }',
      'service : (principal) -> { f : (func (nat) -> () query, service { g : () -> () }) -> () oneway }',
    ],
  ])('finds no difference: %s', async (_, contract, built) => {
    expect(await compare(contract, built)).toEqual([]);
  });

  it.each([
    ['f : (nat) -> ()', '', 'method f: in the contract, not in the module'],
    [
      '',
      'f : (nat) -> ()',
      'method f: in the module, not in the contract (add it there, or declare it hidden)',
    ],
    ['f : (nat) -> ()', 'f : (nat) -> () query', 'method f: expected update, got query'],
    ['f : () -> () composite_query', 'f : () -> () query', 'method f: expected composite_query, got query'],
    ['f : (nat) -> ()', 'f : (nat, nat) -> ()', 'method f: expected 1 argument(s), got 2'],
    ['f : () -> (nat)', 'f : () -> ()', 'method f: expected 1 result(s), got 0'],
    ['f : (nat, nat64) -> ()', 'f : (nat, nat32) -> ()', 'method f: argument 2: expected nat64, got nat32'],
    ['f : (opt nat) -> ()', 'f : (opt text) -> ()', 'method f: argument 1 (opt): expected nat, got text'],
    ['f : (opt nat) -> ()', 'f : (nat) -> ()', 'method f: argument 1: expected opt, got nat'],
    [
      'f : (vec record { x : int }) -> ()',
      'f : (vec record {}) -> ()',
      'method f: argument 1 (vec), field "x": not in the module',
    ],
    [
      'f : (variant { A }) -> ()',
      'f : (variant { A; B }) -> ()',
      'method f: argument 1, field "B": not in the contract',
    ],
    [
      'f : (func (nat) -> ()) -> ()',
      'f : (func (nat) -> () query) -> ()',
      'method f: argument 1 (func): expected update, got query',
    ],
  ])('names the place: %s against %s', async (contract, built, difference) => {
    expect(await compare(`service : { ${contract} }`, `service : { ${built} }`)).toEqual([difference]);
  });

  it('finds a difference that only the second turn of a recursion shows', async () => {
    const contract = 'type T = record { v : nat; next : opt T }; service : { f : (T) -> () }';
    const built =
      'type U = record { v : nat; next : opt record { v : text; next : opt U } }; service : { f : (U) -> () }';
    expect(await compare(contract, built)).toEqual([
      'method f: argument 1, field "next" (opt), field "v": expected nat, got text',
    ]);
  });

  it('compares init arguments', async () => {
    expect(await compare('service : (nat) -> {}', 'service : {}')).toEqual([
      'init: expected 1 argument(s), got 0',
    ]);
    expect(await compare('service : (nat) -> {}', 'service : (int) -> {}')).toEqual([
      'init: argument 1: expected nat, got int',
    ]);
  });
});

describe('readCandidInterface', () => {
  it.each(['service : { f : (Absent) -> () }', 'service : { f : ', 'type A = nat;', ''])(
    'refuses %j',
    async (text) => {
      await expect(readCandidInterface({ path: 'a.did', text }, toolchain)).rejects.toBeInstanceOf(
        BuildError,
      );
    },
  );

  it('names the line and the column of a slip, here a keyword as a label', async () => {
    const text = '// ü\ntype A = record {\n  record : nat\n};\nservice : {}';
    await expect(readCandidInterface({ path: 'a.did', text }, toolchain)).rejects.toThrow(
      /^a\.did:3:10: .*Colon/,
    );
  });
});
