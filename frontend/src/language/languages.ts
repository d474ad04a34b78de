/** Languages of the portal, in the order in which they are offered. */
export const LANGUAGES = ['ur', 'ps', 'pa-Arab', 'sd', 'en'] as const;

/** A language of the portal as BCP 47 writes it; Punjabi in the Arabic script is Shahmukhi. */
export type Language = (typeof LANGUAGES)[number];

/** What sets one language apart from the others on a page. */
export interface LanguageTraits {
  /** Its name in itself. */
  readonly ownName: string;
  readonly direction: 'ltr' | 'rtl';
  /** Digits of numbers and dates in sentences; ids keep Latin ones. Source: Unicode CLDR 48, defaultNumberingSystem. */
  readonly digits: 'latn' | 'arab' | 'arabext';
  /** Its name in the interfaces of the registry and the vault. */
  readonly registryName: 'ur' | 'ps' | 'pnb' | 'sd' | 'en';
}

/** The traits of each language. */
export const TRAITS: Readonly<Record<Language, LanguageTraits>> = {
  ur: { ownName: 'اردو', direction: 'rtl', digits: 'latn', registryName: 'ur' },
  ps: { ownName: 'پښتو', direction: 'rtl', digits: 'arabext', registryName: 'ps' },
  'pa-Arab': { ownName: 'پنجابی', direction: 'rtl', digits: 'arabext', registryName: 'pnb' },
  sd: { ownName: 'سنڌي', direction: 'rtl', digits: 'arab', registryName: 'sd' },
  en: { ownName: 'English', direction: 'ltr', digits: 'latn', registryName: 'en' },
};

/** Whether a text names a language of the portal. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}
