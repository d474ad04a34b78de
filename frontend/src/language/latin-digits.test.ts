import { expect, test } from 'vitest';
import { formatsOf } from './formats.ts';
import { LANGUAGES } from './languages.ts';
import { latinDigits } from './latin-digits.ts';

test.each(LANGUAGES)('%s: what the portal writes can be typed', (language) => {
  expect(latinDigits(formatsOf(language).number(1_234_567_890, { useGrouping: false }))).toBe('1234567890');
});

test('all else stays', () => {
  expect(latinDigits('نمبر ۳.١ a-7')).toBe('نمبر 3.1 a-7');
});
