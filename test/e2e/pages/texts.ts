import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CATALOGUES = join(import.meta.dirname, '../../../frontend/src/language/catalogues');
/** Marks that keep a value in a sentence from changing the order of the words around it. */
const ISOLATES = '[\u2066-\u2069]?';

/** The languages that these tests read the portal in: one from the left, one from the right. */
export const LANGUAGES = ['en', 'ur'] as const;
/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** The words of the portal in one language, as people find their way by them. */
export class Texts {
  readonly language: Language;
  readonly #catalogues = new Map<string, Readonly<Record<string, string>>>();

  constructor(language: Language) {
    this.language = language;
  }

  /** The words under a key, `namespace:key`. */
  of(name: string): string {
    const [namespace = '', key = ''] = name.split(':');
    const words = this.#catalogue(namespace)[key];
    if (words === undefined) throw new Error(`expected words under ${name} in ${this.language}`);
    return words;
  }

  /** Matches the words under a key, whatever values stand in them; those that are given, exactly. */
  like(name: string, values: Readonly<Record<string, string>> = {}): RegExp {
    const parts = this.of(name).split(/\{\{([^},]+)[^}]*\}\}/);
    const pattern = parts.map((part, at) => {
      if (at % 2 === 0) return escaped(part);
      const value = values[part.trim()];
      return value === undefined ? '.+?' : `${ISOLATES}${escaped(value)}${ISOLATES}`;
    });
    return new RegExp(`^\\s*${pattern.join('')}\\s*$`);
  }

  #catalogue(namespace: string): Readonly<Record<string, string>> {
    let catalogue = this.#catalogues.get(namespace);
    if (catalogue === undefined) {
      const path = join(CATALOGUES, this.language, `${namespace}.json`);
      catalogue = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string>>;
      this.#catalogues.set(namespace, catalogue);
    }
    return catalogue;
  }
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
