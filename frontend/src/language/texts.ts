import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Namespace } from './catalogues.ts';
import { formatValue, type TextValue } from './format-value.ts';
import { type Language, LANGUAGES } from './languages.ts';
import { CATALOGUE_BACKEND } from './load-catalogue.ts';
import { pluralRules } from './plural-form.ts';

/** Loaded before the first page is shown; failures too, or they could not be told without a connection. */
const FIRST_NAMESPACES: readonly Namespace[] = ['common', 'failures', 'shell'];

/** What stands where a text is missing: never a text of another language. Tests fail where it could appear. */
export function missingText(key: string): string {
  return `⟦${key}⟧`;
}

/** The texts of the page, in the language that it shows. */
export const texts: i18n = createInstance();

/** Begins with a language: loads its first texts. Context: once, before the page is shown. */
export async function initialiseTexts(language: Language, instance: i18n = texts): Promise<void> {
  await instance
    .use(CATALOGUE_BACKEND)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: [...LANGUAGES],
      load: 'currentOnly',
      fallbackLng: false,
      ns: [...FIRST_NAMESPACES],
      defaultNS: 'common',
      keySeparator: false,
      nsSeparator: false,
      returnEmptyString: false,
      // No advertisement in the console.
      showSupportNotice: false,
      parseMissingKeyHandler: missingText,
      interpolation: {
        escapeValue: false,
        alwaysFormat: true,
        format: (value, form, lng) => formatValue(value as TextValue, form, lng as Language),
      },
      react: { useSuspense: true },
    });
  // i18next asks Intl; the rules are ours, the same in every browser.
  instance.services.pluralResolver.getRule = (code: Language) => pluralRules(code);
}
