import { expect, test } from 'vitest';
import { localisedName } from './localised-name.ts';

const names = {
  en: 'Ministry',
  ur: 'وزارت',
  ps: [] as [],
  pnb: ['وزارت پنجابی'] as [string],
  sd: [''] as [string],
};

test('the name in the language of the page', () => {
  expect(localisedName(names, 'en')).toEqual({ text: 'Ministry', language: 'en' });
  expect(localisedName(names, 'pa-Arab')).toEqual({ text: 'وزارت پنجابی', language: 'pa-Arab' });
});

test('a name that nobody has given is the Urdu one, and marked so; never the English one', () => {
  expect(localisedName(names, 'ps')).toEqual({ text: 'وزارت', language: 'ur' });
  expect(localisedName(names, 'sd')).toEqual({ text: 'وزارت', language: 'ur' });
});
