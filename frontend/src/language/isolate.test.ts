import { expect, test } from 'vitest';
import { isolate } from './isolate.ts';

test('in a text that runs from the right, every value is isolated', () => {
  expect(isolate('aaaaa-aa', 'rtl')).toBe('\u2068aaaaa-aa\u2069');
  expect(isolate('وزارت', 'rtl')).toBe('\u2068وزارت\u2069');
});

test('in a text that runs from the left, only what runs from the right is', () => {
  expect(isolate('aaaaa-aa', 'ltr')).toBe('aaaaa-aa');
  expect(isolate('وزارت A', 'ltr')).toBe('\u2068وزارت A\u2069');
});
