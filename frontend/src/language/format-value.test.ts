import { expect, test } from 'vitest';
import { formatValue } from './format-value.ts';
import { formatsOf } from './formats.ts';

test('a number has the digits of the language, an id keeps its own', () => {
  expect(formatValue(1_234, undefined, 'sd')).toBe('١٬٢٣٤');
  expect(formatValue(1_234n, undefined, 'sd')).toBe('\u20681234\u2069');
  expect(formatValue('1234', undefined, 'sd')).toBe('\u20681234\u2069');
  expect(formatValue(7, 'id', 'ps')).toBe('\u20687\u2069');
  expect(formatValue('7', 'number', 'ps')).toBe('۷');
});

test('a list is joined in the language, each item isolated', () => {
  expect(formatValue(['a', 'b'], undefined, 'ur')).toBe('\u2068a\u2069 اور \u2068b\u2069');
  expect(formatValue(['a', 'b'], 'or', 'pa-Arab')).toBe('\u2068a\u2069 یا \u2068b\u2069');
});

test('a time is written in the form that the text asks for', () => {
  const ms = Date.UTC(2026, 0, 31, 12);
  const formats = formatsOf('ps');
  expect(formatValue(ms, 'date', 'ps')).toBe(formats.date(ms));
  expect(formatValue(BigInt(ms) * 1_000_000n, 'dateTime', 'ps')).toBe(formats.dateTime(ms));
  expect(formatValue(new Date(ms), undefined, 'ps')).toBe(formats.dateTime(ms));
});
