import { describe, expect, test } from 'vitest';
import { admitCandid, DOOR_LIMITS, WALK_LIMITS } from './index.ts';
import { BOTH, leb, message, refusal } from './message-in-tests.ts';

describe('bombs', () => {
  test('a vector of nulls: refused at the door by its type, in the walk by its length', () => {
    const bomb = (length: number) => message(1, 0x6d, 0x7f, 1, 0, ...leb(length));
    expect(refusal(bomb(4_000_000_000), DOOR_LIMITS)).toEqual({ kind: 'zero-sized-elements', position: 5 });
    expect(refusal(bomb(4_000_000_000), WALK_LIMITS)).toEqual({ kind: 'zero-sized-elements', position: 9 });
    expect(refusal(bomb(WALK_LIMITS.zeroSizedElementsMax), WALK_LIMITS)).toBe('admitted');
    expect(refusal(bomb(WALK_LIMITS.zeroSizedElementsMax + 1), WALK_LIMITS)).toMatchObject({
      kind: 'zero-sized-elements',
    });
  });

  test('a vector of reserved, of empty records, of records of null', () => {
    const length = leb(4_000_000_000);
    expect(refusal(message(1, 0x6d, 0x70, 1, 0, ...length), DOOR_LIMITS)).toMatchObject({
      kind: 'zero-sized-elements',
    });
    const emptyRecord = message(2, 0x6d, 1, 0x6c, 0, 1, 0, ...length);
    const recordOfNull = message(2, 0x6d, 1, 0x6c, 1, 0, 0x7f, 1, 0, ...length);
    for (const [, limits] of BOTH) {
      expect(refusal(emptyRecord, limits)).toMatchObject({ kind: 'zero-sized-elements' });
      expect(refusal(recordOfNull, limits)).toMatchObject({ kind: 'zero-sized-elements' });
    }
  });

  test('the quota of zero-sized elements is one for the whole message', () => {
    const limits = { ...WALK_LIMITS, zeroSizedElementsMax: 10 };
    const two = (a: number, b: number) => message(1, 0x6d, 0x7f, 2, 0, 0, a, b);
    expect(refusal(two(5, 5), limits)).toBe('admitted');
    expect(refusal(two(5, 6), limits)).toMatchObject({ kind: 'zero-sized-elements', position: 11 });
  });

  test.each(BOTH)('records that double at each level, by type alone (%s)', (_, limits) => {
    const levels = 40;
    const table: number[] = [];
    for (let i = 0; i < levels; i++) table.push(0x6c, 2, 0, i + 1, 1, i + 1);
    const bomb = message(levels + 1, ...table, 0x6c, 0, 1, 0);
    expect(refusal(bomb, limits)).toMatchObject({ kind: 'zero-sized-elements' });
  });

  test.each(BOTH)('a record that contains itself (%s)', (_, limits) => {
    expect(refusal(message(1, 0x6c, 1, 0, 0, 1, 0), limits)).toMatchObject({
      kind: 'recursive-type',
      position: 5,
    });
  });

  test('a vector longer than what follows, in pairs', () => {
    const blob = (length: number) => message(1, 0x6d, 0x7b, 1, 0, length, 1, 2, 3);
    expect(refusal(blob(3), WALK_LIMITS)).toBe('admitted');
    expect(refusal(blob(4), WALK_LIMITS)).toEqual({ kind: 'malformed', position: 10 });
    const texts = (length: number) => message(1, 0x6d, 0x71, 1, 0, ...leb(length), 0, 0, 0);
    expect(refusal(texts(3), WALK_LIMITS)).toBe('admitted');
    expect(refusal(texts(4), WALK_LIMITS)).toEqual({ kind: 'malformed', position: 9 });
    expect(refusal(texts(4_294_967_295), WALK_LIMITS)).toMatchObject({ kind: 'malformed' });
  });

  test('deep nesting: an opt of itself, in pairs', () => {
    const nested = (depth: number) => message(1, 0x6e, 0, 1, 0, ...new Array<number>(depth).fill(1), 0);
    expect(refusal(nested(WALK_LIMITS.nestingMax - 1), WALK_LIMITS)).toBe('admitted');
    expect(refusal(nested(WALK_LIMITS.nestingMax), WALK_LIMITS)).toMatchObject({ kind: 'too-deep' });
    expect(refusal(nested(50_000), WALK_LIMITS)).toMatchObject({
      kind: 'too-deep',
    });
  });

  test('a number without end, as a nat and as the length of a text', () => {
    const run = new Array<number>(100_000).fill(0x80);
    expect(refusal(message(0, 1, 0x7d, ...run, 0), WALK_LIMITS)).toMatchObject({ kind: 'integer-too-long' });
    expect(refusal(message(0, 1, 0x7d, ...run, 0), DOOR_LIMITS)).toMatchObject({ kind: 'integer-too-long' });
    expect(refusal(message(0, 1, 0x71, ...run, 0), DOOR_LIMITS)).toMatchObject({ kind: 'malformed' });
    const nat = (bytes: number) => message(0, 1, 0x7d, ...new Array<number>(bytes - 1).fill(0x80), 1);
    expect(refusal(nat(WALK_LIMITS.integerBytesMax), WALK_LIMITS)).toBe('admitted');
    expect(refusal(nat(WALK_LIMITS.integerBytesMax + 1), WALK_LIMITS)).toMatchObject({
      kind: 'integer-too-long',
    });
  });

  test('more values than the quota, in pairs', () => {
    const limits = { ...WALK_LIMITS, valuesMax: 10 };
    const texts = (length: number) =>
      message(1, 0x6d, 0x71, 1, 0, length, ...new Array<number>(length).fill(0));
    expect(refusal(texts(9), limits)).toBe('admitted');
    expect(refusal(texts(10), limits)).toMatchObject({ kind: 'too-many-values' });
  });

  test('booleans and floats count one by one, blobs and integers as one', () => {
    const limits = { ...WALK_LIMITS, valuesMax: 10 };
    const vector = (code: number, bytes: number, length: number) =>
      message(1, 0x6d, code, 1, 0, length, ...new Array<number>(length * bytes).fill(0));
    for (const [code, bytes] of [
      [0x7e, 1],
      [0x73, 4],
      [0x72, 8],
    ] as const) {
      expect(refusal(vector(code, bytes, 9), limits)).toBe('admitted');
      expect(refusal(vector(code, bytes, 10), limits)).toMatchObject({ kind: 'too-many-values' });
    }
    for (const [code, bytes] of [
      [0x7b, 1],
      [0x77, 1],
      [0x7a, 2],
      [0x75, 4],
      [0x78, 8],
      [0x74, 8],
    ] as const) {
      expect(refusal(vector(code, bytes, 100), limits)).toBe('admitted');
    }
  });

  test('sizes of the message and of the table, in pairs', () => {
    const sized = (bytes: number) => ({ ...WALK_LIMITS, bytesMax: bytes });
    expect(refusal(message(0, 0), sized(6))).toBe('admitted');
    expect(refusal(message(0, 0), sized(5))).toEqual({ kind: 'oversize', position: 0 });
    const types = (count: number) => message(...leb(count), ...new Array(count).fill([0x6e, 0x7f]).flat(), 0);
    expect(refusal(types(DOOR_LIMITS.typesMax), DOOR_LIMITS)).toBe('admitted');
    expect(refusal(types(DOOR_LIMITS.typesMax + 1), DOOR_LIMITS)).toEqual({
      kind: 'too-many-types',
      position: 4,
    });
    const two = (first: number, second: number) =>
      message(2, 0x6b, first, ...ids(first), 0x6b, second, ...ids(second), 0);
    const ids = (count: number) => Array.from({ length: count }, (_, i) => [i, 0x7f]).flat();
    expect(refusal(two(1, 2), { ...WALK_LIMITS, fieldsMax: 3 })).toBe('admitted');
    expect(refusal(two(2, 2), { ...WALK_LIMITS, fieldsMax: 3 })).toMatchObject({ kind: 'too-many-types' });
    const limits = { ...WALK_LIMITS, fieldsMax: 3 };
    const fields = (count: number) =>
      message(1, 0x6b, count, ...Array.from({ length: count }, (_, i) => [i, 0x7f]).flat(), 0);
    expect(refusal(fields(3), limits)).toBe('admitted');
    expect(refusal(fields(4), limits)).toEqual({ kind: 'too-many-types', position: 6 });
  });

  test('a bomb costs no more than a small message', () => {
    const bombs = [
      message(1, 0x6d, 0x7f, 1, 0, ...leb(4_294_967_295)),
      message(...leb(4_294_967_295)),
      message(1, 0x6c, ...leb(4_294_967_295)),
      message(1, 0x6a, ...leb(4_294_967_295)),
      message(0, ...leb(4_294_967_295)),
      message(1, 0x6d, 0x71, 1, 0, ...leb(4_294_967_295)),
    ];
    const started = process.cpuUsage().user;
    for (let i = 0; i < 1_000; i++) {
      for (const bomb of bombs) for (const [, limits] of BOTH) admitCandid(bomb, limits);
    }
    // 12,000 refusals at less than 100 us each, where one decoded bomb takes seconds.
    expect(process.cpuUsage().user - started).toBeLessThan(1_200_000);
  });
});
