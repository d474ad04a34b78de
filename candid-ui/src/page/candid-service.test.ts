import { IDL } from '@dfinity/candid';
import { describe, expect, it } from 'vitest';
import { methodsOf } from './candid-service.ts';
import { DidInvalid } from './parse-did.ts';
import { InputInvalid, readScalar } from './read-scalar.ts';
import { showValues } from './show-value.ts';

describe('methodsOf', () => {
  it('reads names, comments, modes, tuples, numbered fields and types that hold themselves', () => {
    const [first, second] = methodsOf(`
      type List = opt record { head : int; tail : List };
      /* not this */ service s : (nat) -> {
        // Sums.
        "sum up" : (list : List, blob) -> (record { nat; text }) query;
        go : (variant { a; b : nat8; 7 : text }) -> () oneway;
      };`);
    expect([first?.name, first?.comment, first?.func.annotations]).toEqual(['sum up', 'Sums.', ['query']]);
    const list = [{ head: 1n, tail: [{ head: 2n, tail: [] }] }];
    const bytes = IDL.encode(first?.func.argTypes ?? [], [list, Uint8Array.of(1)]);
    expect(IDL.decode(first?.func.argTypes ?? [], bytes)).toEqual([list, Uint8Array.of(1)]);
    expect(second?.func.display()).toContain('a; b:nat8');
    expect(second?.func.annotations).toEqual(['oneway']);
  });

  it.each([
    '',
    'service : {',
    'service : X',
    'import "a"; service : {}',
    `service : { f : (${'opt '.repeat(300)}nat) -> () }`,
  ])('refuses %.30s', (text) => expect(() => methodsOf(text)).toThrow(DidInvalid));
});

describe('readScalar', () => {
  it('takes what fits a type and refuses the next', () => {
    expect(readScalar(IDL.Nat8, '255')).toBe(255);
    expect(() => readScalar(IDL.Nat8, '256')).toThrow(InputInvalid);
    expect(readScalar(IDL.Int64, '-9223372036854775808')).toBe(-(2n ** 63n));
    expect(() => readScalar(IDL.Int64, '9223372036854775808')).toThrow(InputInvalid);
    expect(() => readScalar(IDL.Nat, '-1')).toThrow(InputInvalid);
  });
});

it('values are shown so that no text can pass for something else', () => {
  expect(showValues([IDL.Text, IDL.Opt(IDL.Nat)], ['a"\u202e', [1n]])).toBe(
    '("a\\"\\u{202e}",\n  opt 1 : nat)',
  );
});
