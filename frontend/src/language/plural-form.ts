import type { Language } from './languages.ts';

/** A form of a plural, as CLDR names them. */
export type PluralForm = 'one' | 'other';

/**
 * The form that goes with a whole number. All five languages have the same two; Punjabi counts nothing as one.
 * Bounds: whole numbers from 0; counts are never anything else.
 * Source: Unicode CLDR 48, common/supplemental/plurals.xml.
 */
export function pluralForm(language: Language, count: number): PluralForm {
  return count === 1 || (count === 0 && language === 'pa-Arab') ? 'one' : 'other';
}

/** Stands in for Intl.PluralRules, which not every browser has for each of the languages. */
export function pluralRules(language: Language): Pick<Intl.PluralRules, 'select' | 'resolvedOptions'> {
  return {
    select: (count) => pluralForm(language, count),
    resolvedOptions: () => ({
      locale: language,
      type: 'cardinal',
      pluralCategories: ['one', 'other'],
      minimumIntegerDigits: 1,
      minimumFractionDigits: 0,
      maximumFractionDigits: 0,
    }),
  };
}
