import { expect, test } from 'vitest';
import { LANGUAGES } from './languages.ts';
import { pluralForm, pluralRules } from './plural-form.ts';

test.each(LANGUAGES)(
  '%s: the form is that of a browser that knows the language, from 0 to 1,000',
  (language) => {
    expect(Intl.PluralRules.supportedLocalesOf(language)).toEqual([language]);
    const rules = new Intl.PluralRules(language);
    for (let count = 0; count <= 1_000; count += 1) {
      expect({ count, form: pluralForm(language, count) }).toEqual({ count, form: rules.select(count) });
    }
  },
);

test('only Punjabi counts nothing as one', () => {
  expect(LANGUAGES.filter((language) => pluralForm(language, 0) === 'one')).toEqual(['pa-Arab']);
});

test.each(LANGUAGES)('%s: the categories are those of the language', (language) => {
  const { pluralCategories } = pluralRules(language).resolvedOptions();
  expect(pluralCategories).toEqual(new Intl.PluralRules(language).resolvedOptions().pluralCategories);
});
