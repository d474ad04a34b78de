import { type Language, TRAITS } from './languages.ts';

/** A name in the languages of the registry: English and Urdu always, the others where somebody has given them. */
export interface LocalisedNames {
  readonly en: string;
  readonly ur: string;
  readonly ps: [] | [string];
  readonly pnb: [] | [string];
  readonly sd: [] | [string];
}

/** A text with the language that it is in, for the attribute `lang`. */
export interface LocalisedName {
  readonly text: string;
  readonly language: Language;
}

/** The name in the language of the page, or else in Urdu, which readers of the other three read. */
export function localisedName(names: LocalisedNames, language: Language): LocalisedName {
  const { registryName } = TRAITS[language];
  const found = names[registryName];
  const text = typeof found === 'string' ? found : found[0];
  return text ? { text, language } : { text: names.ur, language: 'ur' };
}
