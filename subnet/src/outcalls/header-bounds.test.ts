import { expect, test } from 'vitest';
import { beyondBounds } from './header-bounds.ts';
import type { HttpHeader } from './outcall.ts';

const header = (nameBytes: number, valueBytes: number): HttpHeader => ({
  name: 'n'.repeat(nameBytes),
  value: 'v'.repeat(valueBytes),
});
const times = (count: number, one: HttpHeader) => Array.from({ length: count }, () => one);

test('64 headers are allowed, 65 are not', () => {
  expect(beyondBounds(times(64, header(1, 1)), 0)).toBeUndefined();
  expect(beyondBounds(times(65, header(1, 1)), 0)).toBe('number of all http headers 65 exceeds 64');
});

test('a name and a value of 8 KiB are allowed, one byte more is not', () => {
  expect(beyondBounds([header(8_192, 8_192)], 0)).toBeUndefined();
  expect(beyondBounds([header(8_193, 1)], 0)).toBe(
    'number of bytes to represent some http header name 8193 exceeds 8192',
  );
  expect(beyondBounds([header(1, 8_193)], 0)).toBe(
    'number of bytes to represent some http header value 8193 exceeds 8192',
  );
});

test('bytes count, not characters', () => {
  expect(beyondBounds([{ name: 'n', value: 'é'.repeat(4_096) }], 0)).toBeUndefined();
  expect(beyondBounds([{ name: 'n', value: 'é'.repeat(4_097) }], 0)).toContain('8194 exceeds 8192');
});

test('48 KiB of headers are allowed, one byte more is not', () => {
  const full = times(6, header(1, 8_191));
  expect(beyondBounds(full, 0)).toBeUndefined();
  expect(beyondBounds([...full, header(1, 0)], 0)).toBe(
    'total number of bytes to represent all http header names and values 49153 exceeds 49152',
  );
});

test('2 MB of headers and body are allowed, one byte more is not', () => {
  expect(beyondBounds([header(4, 6)], 1_999_990)).toBeUndefined();
  expect(beyondBounds([header(4, 6)], 1_999_991)).toBe(
    'total number of bytes to represent all http header names and values and http body 2000001 exceeds 2000000',
  );
});
