import { describe, expect, it } from 'vitest';
import { indexGrams, matchesQuery, queryGrams } from './text-grams.ts';
import { countCharacters, searchForm, textFault } from './text.ts';

const bounds = { charactersMin: 1, charactersMax: 4 };

describe('textFault', () => {
  it.each([
    ['a', undefined],
    ['', 'too short'],
    ['abcd', undefined],
    ['abcde', 'too long'],
    ['وزیر', undefined],
    ['😀😀😀😀', undefined],
    ['😀😀😀😀😀', 'too long'],
    ['a\nb', 'control characters'],
    ['a\u202Eb', 'text direction overrides'],
    ['a\u200Cb', undefined],
    ['a\uD800', 'malformed Unicode'],
    [' a', 'spaces at an end'],
    ['a\u00A0', 'spaces at an end'],
  ])('of %j is %j', (text, fault) => {
    expect(textFault(text, bounds)).toBe(fault);
  });

  it('counts code points, not units', () => {
    expect(countCharacters('a😀ب')).toBe(3);
  });
});

describe('searchForm', () => {
  it.each([
    ['Ministry of  HEALTH', 'ministry of health'],
    ['Café–Bar (Lahore)', 'cafe bar lahore'],
    ['وَزارتِ صِحَّت', 'وزارت صحت'],
    ['ي ك', 'ی ک'],
    ['آباد', 'اباد'],
    ['نَئی', 'نیی'],
    ['۱۲٣', '123'],
    ['بــنک', 'بنک'],
    ['ڪاتو', 'کاتو'],
    ['ﻻ', 'لا'],
    ['--', ''],
  ])('of %j is %j', (text, form) => {
    expect(searchForm(text)).toBe(form);
  });

  it('is its own search form', () => {
    for (const text of ['Ministry of  HEALTH', 'وَزارتِ صِحَّت', 'Ünïted ۱۲']) {
      expect(searchForm(searchForm(text))).toBe(searchForm(text));
    }
  });
});

describe('grams', () => {
  it('finds every part of three characters and more, and beginnings of words below that', () => {
    const text = searchForm('Ministry of Health');
    for (let from = 0; from < text.length; from += 1) {
      for (let to = from + 3; to <= text.length; to += 1) {
        const query = text.slice(from, to);
        expect(matchesQuery(text, query)).toBe(true);
        for (const gram of queryGrams(query)) expect(indexGrams(text)).toContain(gram);
      }
    }
    for (const start of ['m', 'mi', 'o', 'of', 'h', 'he']) {
      expect(matchesQuery(text, start)).toBe(true);
      for (const gram of queryGrams(start)) expect(indexGrams(text)).toContain(gram);
    }
    expect(matchesQuery(text, 'ea')).toBe(false);
    expect(matchesQuery(text, 'health m')).toBe(false);
  });
});
