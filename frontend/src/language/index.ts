import './language.css';

export type { Namespace, TextKey } from './catalogues.ts';
export type { TextValue } from './format-value.ts';
export { type Formats, formatsOf, type Time, toMs } from './formats.ts';
export { isolate } from './isolate.ts';
export { isLanguage, type Language, LANGUAGES, TRAITS } from './languages.ts';
export { LanguageSwitch } from './language-switch.tsx';
export { latinDigits } from './latin-digits.ts';
export { CatalogueUnavailable } from './load-catalogue.ts';
export { type LocalisedName, localisedName, type LocalisedNames } from './localised-name.ts';
export { changeLanguage, startLanguage } from './start-language.ts';
export { initialiseTexts } from './texts.ts';
export { type PageFormats, useFormats } from './use-formats.ts';
export { useLanguage } from './use-language.ts';
export { type AnyText, type Text, type TextValues, useAnyText, useText } from './use-text.ts';
