import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LANGUAGE_FOLDER = join(import.meta.dirname, '../src/language');
const CATALOGUES = join(LANGUAGE_FOLDER, 'catalogues');

/** Where it is written down which texts a native speaker has read. */
export const READINGS_FILE = join(LANGUAGE_FOLDER, 'native-readings.json');

/** What native speakers have read: language, `namespace key`, and the fingerprint of the text as it was read. */
export type Readings = Record<string, Record<string, string>>;

/** A text of the portal. */
export interface PortalText {
  readonly language: string;
  readonly namespace: string;
  readonly key: string;
  readonly english: string;
  readonly value: string;
}

/** Texts in the languages that are translations. */
export function readPortalTexts(): PortalText[] {
  return readdirSync(CATALOGUES)
    .filter((language) => language !== 'en')
    .flatMap((language) =>
      readdirSync(join(CATALOGUES, language)).flatMap((file) => textsOf(language, file)),
    );
}

function textsOf(language: string, file: string): PortalText[] {
  const read = (of: string) =>
    JSON.parse(readFileSync(join(CATALOGUES, of, file), 'utf8')) as Record<string, string>;
  const english = read('en');
  const namespace = file.replace(/\.json$/, '');
  return Object.entries(read(language)).map(([key, value]) => ({
    language,
    namespace,
    key,
    english: english[key] ?? '',
    value,
  }));
}

/** What tells a text that was read from what it has become since. Shape: 16 hexadecimal digits. */
export function fingerprint({ english, value }: Pick<PortalText, 'english' | 'value'>): string {
  return createHash('sha256').update(`${english}\n${value}`).digest('hex').slice(0, 16);
}

/** Texts that no native speaker has read as they stand: never read, or changed since, or said otherwise in English now. */
export function wantingReader(texts: readonly PortalText[], readings: Readings): PortalText[] {
  return texts.filter((text) => readings[text.language]?.[nameOf(text)] !== fingerprint(text));
}

/** The readings with those of some texts beside them. */
export function withReadings(readings: Readings, texts: readonly PortalText[]): Readings {
  const next: Readings = structuredClone(readings);
  for (const text of texts) (next[text.language] ??= {})[nameOf(text)] = fingerprint(text);
  return next;
}

function nameOf({ namespace, key }: PortalText): string {
  return `${namespace} ${key}`;
}
