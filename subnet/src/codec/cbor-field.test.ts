import { describe, expect, it } from 'vitest';
import { CborError } from './cbor-error.ts';
import {
  expectArray,
  expectBytes,
  expectMap,
  expectNat,
  expectText,
  refuseUnknownKeys,
} from './cbor-field.ts';
import type { CborValue } from './cbor-value.ts';

describe('expectations on fields', () => {
  it('give the value of the right type and name the field of a wrong one', () => {
    const values: readonly (readonly [(value: CborValue | undefined, what: string) => unknown, CborValue])[] =
      [
        [expectMap, new Map()],
        [expectBytes, new Uint8Array(1)],
        [expectText, 'text'],
        [expectArray, [1]],
      ];
    for (const [read, good] of values) {
      expect(read(good, 'field')).toBe(good);
      for (const bad of [
        undefined,
        null,
        7,
        true,
        ...values.map(([, value]) => value).filter((v) => v !== good),
      ]) {
        expect(() => read(bad, 'field')).toThrow(CborError);
        expect(() => read(bad, 'field')).toThrow(/^field: expected/);
      }
    }
  });

  it('a natural number is a bigint from 0 on', () => {
    expect(expectNat(0, 'n')).toBe(0n);
    expect(expectNat(2n ** 64n, 'n')).toBe(2n ** 64n);
    for (const bad of [-1, -(2n ** 64n), '1', undefined])
      expect(() => expectNat(bad, 'n')).toThrow(CborError);
  });

  it('unknown keys are refused', () => {
    const map = new Map<string, CborValue>([
      ['a', 1],
      ['b', 2],
    ]);
    expect(() => refuseUnknownKeys(map, new Set(['a', 'b', 'c']), 'record')).not.toThrow();
    expect(() => refuseUnknownKeys(map, new Set(['a']), 'record')).toThrow('record: unknown field "b"');
  });
});
