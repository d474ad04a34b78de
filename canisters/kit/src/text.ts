const UTF8_SIZE_BYTES_PER_CHARACTER_MAX = 4;

/** Why a text is not accepted. */
export type TextFault =
  | 'too short'
  | 'too long'
  | 'control characters'
  | 'text direction overrides'
  | 'malformed Unicode'
  | 'spaces at an end';

/** Units: characters are Unicode code points. Bounds: inclusive. */
export interface TextBounds {
  readonly charactersMin: number;
  readonly charactersMax: number;
}

// Embeddings, overrides and isolates can make a name look like another one; marks (200E, 200F, 061C) and joiners
// (200C, 200D) belong to correct Urdu and stay allowed.
const DIRECTION_OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/u;
const CONTROL_CHARACTERS = /\p{Cc}/u;
const LONE_SURROGATES = /\p{Cs}/u;
const ENDS_WITH_SPACE = /^\s|\s$/u;

/**
 * What is wrong with a text that people wrote, if anything.
 * Bounds: a text has at most four bytes for each of its characters.
 */
export function textFault(text: string, bounds: TextBounds): TextFault | undefined {
  const units = text.length;
  if (units > bounds.charactersMax * UTF8_SIZE_BYTES_PER_CHARACTER_MAX) return 'too long';
  if (LONE_SURROGATES.test(text)) return 'malformed Unicode';
  const characters = countCharacters(text);
  if (characters < bounds.charactersMin) return 'too short';
  if (characters > bounds.charactersMax) return 'too long';
  if (CONTROL_CHARACTERS.test(text)) return 'control characters';
  if (DIRECTION_OVERRIDES.test(text)) return 'text direction overrides';
  return ENDS_WITH_SPACE.test(text) ? 'spaces at an end' : undefined;
}

/** Units: Unicode code points. */
export function countCharacters(text: string): number {
  return [...text].length;
}

// Letters that are written in more than one way across Arabic, Urdu, Pashto, Punjabi and Sindhi keyboards, and digits.
const SEARCH_LETTERS: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ې: 'ی',
  ۍ: 'ی',
  ے: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ه: 'ہ',
  ھ: 'ہ',
  ۃ: 'ہ',
  ة: 'ہ',
  ە: 'ہ',
  ٱ: 'ا',
};
const COMBINING_MARKS = /\p{M}/gu;
const JOINERS_AND_TATWEEL = /[\u200C-\u200F\u0640\u061C]/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;
const LETTERS_WITH_VARIANTS = new RegExp(`[${Object.keys(SEARCH_LETTERS).join('')}]`, 'gu');
const ARABIC_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/gu;

/**
 * The form in which names are compared and searched: letter case, accents and vowel signs, variants of a letter,
 * punctuation and spacing no longer differ. Words are separated by one space.
 * Source: Unicode Standard Annex 15 for the compatibility decomposition.
 */
export function searchForm(text: string): string {
  return text
    .normalize('NFKD')
    .replace(COMBINING_MARKS, '')
    .replace(JOINERS_AND_TATWEEL, '')
    .toLowerCase()
    .replace(LETTERS_WITH_VARIANTS, (letter) => SEARCH_LETTERS[letter] ?? letter)
    .replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) as number) & 0xf))
    .replace(BETWEEN_WORDS, ' ')
    .trim();
}
