const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Words of the Arabic script alone: they fall in with a text that runs from the right. */
const ARABIC_WORDS = /^(?:(?=\p{Script=Arabic})\p{L}|\p{M}|[۽۾ ])+$/u;

/**
 * Keeps a value that is put into a sentence from changing the order of the words around it, and them from changing its own.
 * Source: Unicode Standard Annex #9, isolates.
 */
export function isolate(value: string, direction: 'ltr' | 'rtl'): string {
  const needed = direction === 'rtl' ? !ARABIC_WORDS.test(value) : RIGHT_TO_LEFT.test(value);
  return needed ? `${FIRST_STRONG_ISOLATE}${value}${POP_DIRECTIONAL_ISOLATE}` : value;
}
