import { chooseLanguage, CONFIGURED_LANGUAGE } from './choose-language.ts';
import { type Language, TRAITS } from './languages.ts';
import { loadCatalogue } from './load-catalogue.ts';
import type { Namespace } from './catalogues.ts';
import { initialiseTexts, texts } from './texts.ts';

const STORED_NAME = 'indus.language';

/**
 * Shows the page in the language that the person chose, that her browser asks for, or that the installation is set to.
 * Context: once, before the page is shown.
 */
export async function startLanguage(configured: string = CONFIGURED_LANGUAGE): Promise<Language> {
  const language = chooseLanguage({ stored: readStored(), preferred: navigator.languages, configured });
  markPage(language);
  await initialiseTexts(language);
  return language;
}

/**
 * Shows the page in another language, and remembers it on this device.
 * Errors: CatalogueUnavailable when its texts cannot be fetched; the page stays as it was.
 */
export async function changeLanguage(language: Language): Promise<void> {
  const namespaces = [texts.options.ns ?? []].flat() as Namespace[];
  await Promise.all(namespaces.map((namespace) => loadCatalogue(language, namespace)));
  await texts.changeLanguage(language);
  markPage(language);
  try {
    localStorage.setItem(STORED_NAME, language);
  } catch {
    // A browser that keeps nothing for the page asks again at the next visit.
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED_NAME);
  } catch {
    return null;
  }
}

/** Fonts, line heights and the direction of the page follow from these. */
function markPage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = TRAITS[language].direction;
}
