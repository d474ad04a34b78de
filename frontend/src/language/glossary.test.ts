import { expect, test } from 'vitest';
import glossary from './glossary.json' with { type: 'json' };
import { LANGUAGES } from './languages.ts';
import { ALPHABETS, VOWEL_SIGNS } from './testing/alphabets-table.ts';
import { nameText, readTexts } from './testing/read-catalogues.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');

test('every term has a word in every language, and stands there once', () => {
  const keys = glossary.terms.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const term of glossary.terms) {
    for (const language of LANGUAGES)
      expect({ key: term.key, word: term[language].trim() }).not.toEqual({ key: term.key, word: '' });
  }
});

test.each(OTHERS)('%s: words in the letters of the language', (language) => {
  const known = new Set([...ALPHABETS[language].letters, ...VOWEL_SIGNS, ' ']);
  expect(
    glossary.terms
      .map((term) => term[language])
      .filter((word) => [...word].some((letter) => !known.has(letter))),
  ).toEqual([]);
});

test.each(OTHERS)('%s: no text has a word that the glossary has another for', (language) => {
  const avoided = Object.entries(glossary.avoid[language]);
  const wrong = readTexts([language]).flatMap((text) => {
    const words = new Set(text.value.match(/[\p{L}\p{M}]+/gu));
    return avoided
      .filter(([word]) => words.has(word))
      .map(([word, instead]) => `${nameText(text)} <${word}: ${instead}>`);
  });
  expect(wrong).toEqual([]);
});
