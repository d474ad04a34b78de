import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { expect, test } from 'vitest';
import { formatsOf } from './formats.ts';
import { isolate } from './isolate.ts';
import { LANGUAGES, TRAITS } from './languages.ts';
import { ALPHABETS, ARABIC_PUNCTUATION, SYSTEM_CHARACTERS, VOWEL_SIGNS } from './testing/alphabets-table.ts';
import { readTexts } from './testing/read-catalogues.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const css = readFileSync(new URL('language.css', import.meta.url), 'utf8');
const require = createRequire(import.meta.url);

/** The faces that the style sheet declares, by name: what is tested is what is shipped. */
const faces = new Map(
  css
    .split('@font-face')
    .slice(1)
    .map((block) => {
      const name = /font-family: '([^']+)'/.exec(block)?.[1] ?? '';
      const file = /url\('([^']+)'\)/.exec(block)?.[1] ?? '';
      const ranges = (/unicode-range: ([^;]+);/.exec(block)?.[1] ?? '').split(',').map(rangeOf);
      return [name, { font: create(readFileSync(require.resolve(file))) as Font, ranges }];
    }),
);

function rangeOf(range: string): readonly [number, number] {
  const [from = '', to = from] = range.trim().replace('U+', '').split('-');
  return [parseInt(from, 16), parseInt(to, 16)];
}

/** The face that the style sheet gives to a language. */
function faceOf(language: string) {
  const rule = new RegExp(`:lang\\(${language}\\)[^{]*\\{\\s*--font-body: '([^']+)'`).exec(css);
  const face = faces.get(rule?.[1] ?? '');
  if (!face) throw new Error(`expected a face for ${language}`);
  return face;
}

function missing(language: string, characters: Iterable<string>): string[] {
  const { font, ranges } = faceOf(language);
  return [...new Set(characters)].filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    const isFetched = ranges.some(([from, to]) => code >= from && code <= to);
    return !isFetched || !font.hasGlyphForCodePoint(code);
  });
}

test.each(OTHERS)('%s: its face has every letter, sign and digit of the language', (language) => {
  const { letters, digits } = ALPHABETS[language];
  expect(missing(language, letters + digits + VOWEL_SIGNS + ARABIC_PUNCTUATION)).toEqual([]);
});

test.each(OTHERS)('%s: its face has every character of every catalogue', (language) => {
  const used = readTexts([language]).flatMap(({ value }) => [...value]);
  const own = used.filter((character) => !SYSTEM_CHARACTERS.includes(character));
  expect(own.length).toBeGreaterThan(1_000);
  expect(missing(language, own)).toEqual([]);
});

test.each(OTHERS)(
  '%s: its face has every character of dates, numbers, lists and its own name',
  (language) => {
    const formats = formatsOf(language, 'UTC');
    const months = Array.from({ length: 12 }, (_, at) => formats.longDate(Date.UTC(2026, at, 1 + at)));
    const numbers = formats.number(1_234_567_890.5) + formats.percent(0.25) + formats.rupees(5);
    const all = [...months.join(''), ...numbers, ...formats.list(['', '', '']), ...TRAITS[language].ownName];
    expect(
      missing(
        language,
        all.filter((character) => !SYSTEM_CHARACTERS.includes(character)),
      ),
    ).toEqual([]);
  },
);

test('a letter that a face lacks is found', () => {
  expect(missing('ur', 'بٻڪ')).toEqual(['ڪ']);
  expect(missing('sd', 'ڪa')).toEqual(['a']);
});

test('marks around values need no glyph', () => {
  expect(isolate('x', 'rtl').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')).toBe('x');
});
