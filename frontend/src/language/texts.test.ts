import { createInstance, type i18n } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { LANGUAGES, TRAITS } from './languages.ts';
import { CatalogueUnavailable, loadCatalogue } from './load-catalogue.ts';
import { initialiseTexts, missingText } from './texts.ts';

const instances = new Map<string, i18n>();

beforeAll(async () => {
  for (const language of LANGUAGES) {
    const instance = createInstance();
    await initialiseTexts(language, instance);
    instances.set(language, instance);
  }
});

/** A text as pages ask for it. */
function text(language: string, key: string, values: Record<string, unknown> = {}): string {
  const t = instances.get(language)?.t as unknown as (key: string, values: object) => string;
  return t(key, values);
}

test.each(LANGUAGES)('%s: only its own texts are fetched, and only the first ones', (language) => {
  const loaded = instances.get(language)?.store.data ?? {};
  expect(Object.keys(loaded)).toEqual([language]);
  expect(Object.keys(loaded[language] ?? {}).sort()).toEqual(['common', 'failures', 'shell']);
});

test.each(LANGUAGES)('%s: a missing text shows its own key, never one of another language', (language) => {
  expect(text(language, 'no.such.key')).toBe(missingText('no.such.key'));
});

test('plurals and digits go with the language', () => {
  expect(LANGUAGES.map((language) => text(language, 'duration.day', { count: 1 }))).toEqual([
    '1 دن',
    '۱ ورځ',
    '۱ دن',
    '١ ڏينهن',
    '1 day',
  ]);
  expect(text('ps', 'duration.day', { count: 12 })).toBe('۱۲ ورځې');
  expect(text('pa-Arab', 'duration.hour', { count: 0 })).toBe('۰ گھنٹا');
  expect(text('ur', 'duration.hour', { count: 0 })).toBe('0 گھنٹے');
});

test('what is put into a text cannot bring in texts or formats of its own', () => {
  const value = '$t(duration.day_one) {{count}}';
  expect(text('en', 'action.copy', { what: value, count: 3 })).toContain(value);
});

test.each(LANGUAGES)('%s: a number of an id is isolated where the text runs from the right', (language) => {
  const isIsolated = text(language, 'call.rejected', { ns: 'failures', code: 3 }).includes('\u20683\u2069');
  expect(isIsolated).toBe(TRAITS[language].direction === 'rtl');
});

test('a catalogue that does not exist cannot be fetched', async () => {
  await expect(loadCatalogue('ur', 'nothing' as never)).rejects.toThrow(CatalogueUnavailable);
});
