import type { Language } from './languages.ts';

/** Words and signs of dates and lists in one language. */
export interface DateWords {
  /** January first. */
  readonly months: readonly string[];
  /** Sunday first. */
  readonly weekdays: readonly string[];
  /** Between the parts of a date, and between the items of a list. */
  readonly comma: string;
  readonly and: string;
  readonly or: string;
}

/**
 * Dates of the languages that not every browser knows: Chromium ships no Pashto data, and says that it supports Sindhi while it
 * writes "2026 M09 21" (docs/languages.md). Urdu goes the same way, so that all four read alike everywhere.
 * Source: Unicode CLDR 48, common/main/{ur,ps,pa_Arab,sd}.xml, calendar "gregorian", months and days in the format width "wide";
 * the Pashto spelling of February and of the seventh of the week as Pakistan writes them; the order day, month, year throughout.
 */
export const DATE_WORDS: Readonly<Record<Exclude<Language, 'en'>, DateWords>> = {
  ur: {
    months: 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر'.split(' '),
    weekdays: 'اتوار پیر منگل بدھ جمعرات جمعہ ہفتہ'.split(' '),
    comma: '، ',
    and: ' اور ',
    or: ' یا ',
  },
  ps: {
    months: 'جنوري فبروري مارچ اپریل مۍ جون جولای اګست سپتمبر اکتوبر نومبر دسمبر'.split(' '),
    weekdays: 'يونۍ دونۍ درېنۍ څلرنۍ پينځنۍ جمعه اونۍ'.split(' '),
    comma: '، ',
    and: ' او ',
    or: ' یا ',
  },
  'pa-Arab': {
    months: 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر'.split(' '),
    weekdays: 'اتوار پیر منگل بدھ جمعرات جمعہ ہفتہ'.split(' '),
    comma: '، ',
    and: ' تے ',
    or: ' یا ',
  },
  sd: {
    months: 'جنوري فيبروري مارچ اپريل مئي جون جولاءِ آگسٽ سيپٽمبر آڪٽوبر نومبر ڊسمبر'.split(' '),
    weekdays: 'آچر سومر اڱارو اربع خميس جمعو ڇنڇر'.split(' '),
    comma: '، ',
    and: ' ۽ ',
    or: ' يا ',
  },
};
