/** Characters of a full gram; a shorter query is looked up at the beginnings of words. */
export const GRAM_CHARACTERS = 3;
const WORD_START = '^';

/**
 * The terms under which a text in search form is indexed: every three characters in a row, and the first one and two of
 * each word.
 */
export function indexGrams(text: string): string[] {
  const grams = new Set<string>();
  const characters = [...text];
  for (let at = 0; at + GRAM_CHARACTERS <= characters.length; at += 1) {
    grams.add(characters.slice(at, at + GRAM_CHARACTERS).join(''));
  }
  for (const word of text.split(' ')) {
    const start = [...word].slice(0, GRAM_CHARACTERS - 1);
    for (let size = 1; size <= start.length; size += 1) grams.add(WORD_START + start.slice(0, size).join(''));
  }
  return [...grams];
}

/** The terms that every text found by the query carries. */
export function queryGrams(query: string): string[] {
  const characters = [...query];
  if (characters.length < GRAM_CHARACTERS) return [WORD_START + query];
  return indexGrams(query).filter((gram) => !gram.startsWith(WORD_START));
}

/** Whether a text in search form is found by a query in search form. */
export function matchesQuery(text: string, query: string): boolean {
  if ([...query].length >= GRAM_CHARACTERS) return text.includes(query);
  return ` ${text}`.includes(` ${query}`);
}
