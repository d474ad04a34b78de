import type { Language } from '../languages.ts';

/** What the Arabic-script writing of a language is made of. */
export interface Alphabet {
  /** Every letter, with the ligatures and carriers that count as one character. */
  readonly letters: string;
  /** Letters that tell the language from the others. */
  readonly own: string;
  readonly digits: string;
  /** Sign at the end of a sentence. */
  readonly stop: string;
}

const URDU = 'اآأبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہۂھۃءیئےۓ';

/**
 * Source: Unicode CLDR 48, exemplarCharacters of ur, ps, pa_Arab and sd; letters with dots of their own after the alphabets of the
 * National Language Promotion Department (Urdu), the Pashto Academy (Pashto) and the Sindhi Language Authority (Sindhi).
 */
export const ALPHABETS: Readonly<Record<Exclude<Language, 'en'>, Alphabet>> = {
  ur: { letters: URDU, own: 'ٹڈڑںہھے', digits: '۰۱۲۳۴۵۶۷۸۹', stop: '۔' },
  ps: {
    letters: 'اآأبپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوؤهۀءئيیېۍ',
    own: 'ټځڅډړږښګڼېۍ',
    digits: '۰۱۲۳۴۵۶۷۸۹',
    stop: '.',
  },
  'pa-Arab': { letters: `${URDU}ݨࣇ`, own: 'ٹڈڑںہھے', digits: '۰۱۲۳۴۵۶۷۸۹', stop: '۔' },
  sd: {
    letters: 'اآبٻڀتٿٽٺثپجڄڃچڇحخدڌڏڊڍذرڙزسشصضطظعغفڦقڪکگڳڱلمنڻوؤهءئي۽۾',
    own: 'ٻڀٿٽٺڄڃڇڌڏڊڍڙڦڪڳڱڻ۽۾',
    digits: '٠١٢٣٤٥٦٧٨٩',
    stop: '.',
  },
};

/** Vowel signs, which any of the languages may write. */
export const VOWEL_SIGNS = '\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670';

/** Punctuation of the Arabic script. */
export const ARABIC_PUNCTUATION = '،؛؟۔٪٫٬';

/** What every face of every system has: the system's own face shows it. */
export const SYSTEM_CHARACTERS =
  Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join('') +
  '\u00a0«»“”‘’–—…·×→←';
