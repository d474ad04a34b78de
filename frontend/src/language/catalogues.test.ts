import { expect, test } from 'vitest';
import { LANGUAGES, TRAITS } from './languages.ts';
import { ALPHABETS, ARABIC_PUNCTUATION, SYSTEM_CHARACTERS, VOWEL_SIGNS } from './testing/alphabets-table.ts';
import {
  type CatalogueText,
  fixedPart,
  nameText,
  namespacesOf,
  readCatalogue,
  readTexts,
} from './testing/read-catalogues.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const NAMESPACES = namespacesOf('en');
/** An example of what is typed: the number and the version of a model. */
const TYPED = /[0-9]+\.[0-9]+/g;
const FORM = /_(zero|one|two|few|many|other)$/;

/** Names that are written in Latin letters in every language, and what is typed as it stands. */
const LATIN_NAMES = ['SHA-256', 'https', 'PK'];

const texts = readTexts();
const translated = readTexts(OTHERS);
const english = new Map(
  texts.filter(({ language }) => language === 'en').map((text) => [idOf(text), text.value]),
);

function idOf({ namespace, key }: Pick<CatalogueText, 'namespace' | 'key'>): string {
  return `${namespace} ${key}`;
}

function failing(of: readonly CatalogueText[], isWrong: (text: CatalogueText) => boolean): string[] {
  return of.filter(isWrong).map(nameText);
}

test('catalogues: every language has the same', () => {
  for (const language of LANGUAGES) expect(namespacesOf(language)).toEqual(NAMESPACES);
});

test.each(NAMESPACES)('%s: every language has the same keys', (namespace) => {
  const keys = (language: (typeof LANGUAGES)[number]) =>
    Object.keys(readCatalogue(language, namespace)).sort();
  for (const language of OTHERS)
    expect({ language, keys: keys(language) }).toEqual({ language, keys: keys('en') });
});

test('keys: a section and a name, in the letters of code', () => {
  expect(failing(texts, ({ key }) => !/^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_-]+)*$/.test(key))).toEqual([]);
});

test('plurals: the forms that all five languages have, both of them', () => {
  const keys = new Set(texts.map(({ language, namespace, key }) => `${language} ${namespace} ${key}`));
  const wrong = failing(texts, ({ language, namespace, key }) => {
    const form = FORM.exec(key)?.[1];
    if (!form) return false;
    const base = `${language} ${namespace} ${key.replace(FORM, '')}`;
    const single = form === 'other' && !keys.has(`${base}_one`);
    return (form !== 'one' && form !== 'other') || single || !keys.has(`${base}_other`) || keys.has(base);
  });
  expect(wrong).toEqual([]);
});

test('values: what is put into a text is the same in every language, in the same form', () => {
  const parts = (value: string) => [...new Set(value.match(/\{\{[^}]*\}\}/g) ?? [])].sort();
  const withoutCount = (list: string[]) => list.filter((part) => part !== '{{count}}');
  const wrong = failing(translated, (text) => {
    const [mine, theirs] = [parts(text.value), parts(english.get(idOf(text)) ?? '')];
    // "One day" may do without its figure.
    const isOne = text.key.endsWith('_one');
    return String(isOne ? withoutCount(mine) : mine) !== String(isOne ? withoutCount(theirs) : theirs);
  });
  expect(wrong).toEqual([]);
});

test('values: well-formed, and in the forms that there are', () => {
  const forms = 'date|longDate|month|time|dateTime|number|percent|rupees|or|id';
  const part = new RegExp(`\\{\\{[a-zA-Z_]+(, (${forms}))?\\}\\}`, 'g');
  expect(failing(texts, ({ value }) => /[{}]/.test(value.replaceAll(part, '')))).toEqual([]);
});

test('texts: none is empty, none has stray spaces, markup or hidden marks', () => {
  const hidden = /[\u0000-\u001f\u007f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0640]/;
  const wrong = failing(
    texts,
    ({ value }) =>
      value.trim() === '' || value !== value.trim() || / {2}|<|&[a-z]+;/.test(value) || hidden.test(value),
  );
  expect(wrong).toEqual([]);
});

test('texts: composed as Unicode wants it, without presentation forms', () => {
  expect(
    failing(
      texts,
      ({ value }) => value !== value.normalize('NFC') || /[\ufb50-\ufdff\ufe70-\ufefc]/.test(value),
    ),
  ).toEqual([]);
});

test('texts: no English stands in for another language', () => {
  const wrong = failing(translated, (text) => {
    const original = english.get(idOf(text)) ?? '';
    return text.value === original && /\p{L}/u.test(fixedPart(original));
  });
  expect(wrong).toEqual([]);
});

test('texts: no Latin words but the names that have no other form', () => {
  const names = new RegExp(`\\b(${LATIN_NAMES.join('|')})\\b`, 'g');
  expect(failing(translated, ({ value }) => /[A-Za-z]/.test(fixedPart(value).replaceAll(names, '')))).toEqual(
    [],
  );
});

test.each(OTHERS)('%s: only letters of its own alphabet', (language) => {
  const { letters, digits } = ALPHABETS[language];
  const known = new Set([...letters, ...digits, ...VOWEL_SIGNS, ...ARABIC_PUNCTUATION, ...SYSTEM_CHARACTERS]);
  const foreign = (value: string) => [...value].filter((character) => !known.has(character));
  const wrong = readTexts([language])
    .filter(({ value }) => foreign(value).length > 0)
    .map((text) => `${nameText(text)} <${foreign(text.value).join(' ')}>`);
  expect(wrong).toEqual([]);
});

test.each(OTHERS)('%s: its own letters are in use', (language) => {
  const all = readTexts([language])
    .map(({ value }) => value)
    .join('');
  expect([...ALPHABETS[language].own].filter((letter) => !all.includes(letter))).toEqual([]);
});

test.each(OTHERS)('%s: figures in a text are those of the language', (language) => {
  const foreign = TRAITS[language].digits === 'latn' ? /[۰-۹٠-٩]/ : /[0-9]/;
  const other = TRAITS[language].digits === 'arab' ? /[۰-۹]/ : /[٠-٩]/;
  const names = new RegExp(LATIN_NAMES.join('|'), 'g');
  const wrong = failing(readTexts([language]), ({ value }) => {
    const rest = fixedPart(value).replaceAll(names, '').replaceAll(TYPED, '');
    return foreign.test(rest) || other.test(rest);
  });
  expect(wrong).toEqual([]);
});

test('punctuation: the script has its own comma, semicolon and question mark', () => {
  expect(failing(translated, ({ value }) => /[,;?]/.test(fixedPart(value)))).toEqual([]);
});

test.each(OTHERS)('%s: sentences end as the English ones do, with its own sign', (language) => {
  const { stop } = ALPHABETS[language];
  const other = stop === '.' ? '۔' : '.';
  const wrong = failing(readTexts([language]), (text) => {
    const original = (english.get(idOf(text)) ?? '').replaceAll(/\bno\./gi, 'no');
    const ends = (value: string, sign: string) => fixedPart(value).trimEnd().endsWith(sign);
    const lacksStop = ends(original, '.') !== ends(text.value, stop);
    const lacksQuestion = ends(original, '?') !== ends(text.value, '؟');
    return lacksStop || lacksQuestion || fixedPart(text.value).replaceAll(TYPED, '').includes(other);
  });
  expect(wrong).toEqual([]);
});

/** Two neighbours share many words, but no sentences. */
const SENTENCE_CHARACTERS = 40;

test('sentences: none is the same in two languages', () => {
  const seen = new Map<string, CatalogueText>();
  const twice = translated.filter((text) => {
    if (fixedPart(text.value).length < SENTENCE_CHARACTERS) return false;
    const before = seen.get(text.value);
    if (!before) seen.set(text.value, text);
    return before !== undefined && before.language !== text.language;
  });
  expect(twice.map(nameText)).toEqual([]);
});
