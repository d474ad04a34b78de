import { expect, test } from 'vitest';
import { isolate } from './isolate.ts';

test('in a text that runs from the right, every value is isolated but words that run so, too', () => {
  for (const value of ['aaaaa-aa', '7', '۷', 'وزارت A', 'وزارت (نمبر', '']) {
    expect(isolate(value, 'rtl')).toBe(`\u2068${value}\u2069`);
  }
  expect(isolate('وزارتِ صحت', 'rtl')).toBe('وزارتِ صحت');
  expect(isolate('ماڻهو ۽ رڪارڊ', 'rtl')).toBe('ماڻهو ۽ رڪارڊ');
});

test('in a text that runs from the left, only what runs from the right is', () => {
  expect(isolate('aaaaa-aa', 'ltr')).toBe('aaaaa-aa');
  expect(isolate('وزارت A', 'ltr')).toBe('\u2068وزارت A\u2069');
});
