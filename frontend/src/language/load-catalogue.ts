import type { BackendModule, ReadCallback } from 'i18next';
import type { Namespace } from './catalogues.ts';
import type { Language } from './languages.ts';

/** Texts by key, in one language. */
export type Catalogue = Readonly<Record<string, string>>;

/** One file each, fetched when it is asked for: nobody downloads a language that she does not read. */
const FILES = import.meta.glob<Catalogue>('./catalogues/*/*.json', { import: 'default' });

/** A catalogue could not be fetched. */
export class CatalogueUnavailable extends Error {
  override readonly name = 'CatalogueUnavailable';
}

/** Fetches one catalogue. Errors: CatalogueUnavailable. */
export async function loadCatalogue(language: Language, namespace: Namespace): Promise<Catalogue> {
  const load = FILES[`./catalogues/${language}/${namespace}.json`];
  if (!load) throw new CatalogueUnavailable(`expected a catalogue, got ${language}/${namespace}`);
  try {
    return await load();
  } catch (cause) {
    throw new CatalogueUnavailable(`${language}/${namespace}: expected a catalogue`, { cause });
  }
}

/** Gives i18next the catalogues as it needs them. */
export const CATALOGUE_BACKEND: BackendModule = {
  type: 'backend',
  init() {},
  read(language: string, namespace: string, callback: ReadCallback) {
    loadCatalogue(language as Language, namespace as Namespace).then(
      (catalogue) => callback(null, catalogue),
      (error: Error) => callback(error, null),
    );
  },
};
