import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, LANGUAGES } from '../languages.ts';

const FOLDER = join(import.meta.dirname, '..', 'catalogues');

/** One text as it lies in its catalogue. */
export interface CatalogueText {
  readonly language: Language;
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
}

/** Names of the catalogues of a language. */
export function namespacesOf(language: Language): string[] {
  return readdirSync(join(FOLDER, language))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}

/** A catalogue from its file. */
export function readCatalogue(language: Language, namespace: string): Record<string, string> {
  return JSON.parse(readFileSync(join(FOLDER, language, `${namespace}.json`), 'utf8')) as Record<
    string,
    string
  >;
}

/** Every text in every language. */
export function readTexts(languages: readonly Language[] = LANGUAGES): CatalogueText[] {
  return languages.flatMap((language) =>
    namespacesOf(language).flatMap((namespace) =>
      Object.entries(readCatalogue(language, namespace)).map(([key, value]) => ({
        language,
        namespace,
        key,
        value,
      })),
    ),
  );
}

/** Puts a text into a message about it. */
export function nameText({ language, namespace, key, value }: CatalogueText): string {
  return `${language}/${namespace} ${key}: ${value}`;
}

/** A text without what is put into it at run time. */
export function fixedPart(value: string): string {
  return value.replaceAll(/\{\{[^}]*\}\}/g, '');
}
