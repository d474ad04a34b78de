import { expect, test } from 'vitest';
import { chooseLanguage } from './choose-language.ts';
import { LANGUAGES } from './languages.ts';

test('what the person chose comes before what her browser asks for', () => {
  expect(chooseLanguage({ stored: 'sd', preferred: ['en'], configured: 'ur' })).toBe('sd');
});

test('a choice that is no language of the portal is none', () => {
  expect(chooseLanguage({ stored: 'fr', preferred: ['ps'], configured: 'ur' })).toBe('ps');
});

test('the first that the browser asks for and the portal has', () => {
  expect(chooseLanguage({ preferred: ['fr-FR', 'sd-PK', 'en-GB'], configured: 'ur' })).toBe('sd');
});

test('the installation decides where the browser asks for others', () => {
  expect(chooseLanguage({ preferred: ['fr', 'de'], configured: 'ur' })).toBe('ur');
});

test('English only when nothing names a language of the portal', () => {
  expect(chooseLanguage({ preferred: ['fr'], configured: 'fr' })).toBe('en');
  expect(chooseLanguage({})).toBe('en');
});

test.each([
  ['pa-Arab-PK', 'pa-Arab'],
  ['pa-PK', 'pa-Arab'],
  ['pnb', 'pa-Arab'],
  ['lah', 'pa-Arab'],
  ['pbu-Arab', 'ps'],
  ['ur_PK', 'ur'],
  ['UR', 'ur'],
  ['ur-Aran-PK', 'ur'],
  ['en-Latn-GB', 'en'],
])('%s is read as %s', (tag, language) => {
  expect(chooseLanguage({ preferred: [tag] })).toBe(language);
});

test.each(['pa', 'pa-IN', 'pa-Guru', 'pa-Guru-PK', 'ur-Latn', 'sd-Deva', 'sd-Deva-IN', 'constructor', ''])(
  '%s is not taken for the Arabic script',
  (tag) => {
    expect(chooseLanguage({ preferred: [tag], configured: 'ur' })).toBe('ur');
  },
);

test.each(LANGUAGES)('%s names itself', (language) => {
  expect(chooseLanguage({ preferred: [language] })).toBe(language);
});
