import { localisedName, type LocalisedNames, TRAITS, useLanguage } from '../language/index.ts';

/** A name that the registry keeps in several languages: in that of the page, or in Urdu, and marked so for its font. */
export function Localised({ names }: { readonly names: LocalisedNames }) {
  const { text, language } = localisedName(names, useLanguage());
  return (
    <span lang={language} dir={TRAITS[language].direction}>
      {text}
    </span>
  );
}
