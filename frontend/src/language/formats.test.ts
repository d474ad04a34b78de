import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATE_WORDS } from './date-words-table.ts';
import { formatsOf, toMs } from './formats.ts';
import { LANGUAGES, TRAITS } from './languages.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const AT = Date.UTC(2026, 8, 21, 14, 13, 59);
const SUNDAY = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;

test.each([
  ['en', 'Monday, 21 September 2026', '21 September 2026, 14:13'],
  ['ur', 'پیر، 21 ستمبر 2026', '21 ستمبر 2026، 14:13'],
  ['ps', 'دونۍ، ۲۱ سپتمبر ۲۰۲۶', '۲۱ سپتمبر ۲۰۲۶، ۱۴:۱۳'],
  ['pa-Arab', 'پیر، ۲۱ ستمبر ۲۰۲۶', '۲۱ ستمبر ۲۰۲۶، ۱۴:۱۳'],
  ['sd', 'سومر، ٢١ سيپٽمبر ٢٠٢٦', '٢١ سيپٽمبر ٢٠٢٦، ١٤:١٣'],
] as const)('%s: day, month, year, with its own words and digits', (language, long, dateTime) => {
  const formats = formatsOf(language, 'UTC');
  expect(formats.longDate(AT)).toBe(long);
  expect(formats.dateTime(AT)).toBe(dateTime);
});

/** The locales of CLDR whose months a full ICU knows; Pashto as Pakistan writes it. */
const CLDR = { ur: 'ur-PK', 'pa-Arab': 'pa-Arab-PK', sd: 'sd-PK', ps: 'ps-PK' } as const;
/** Where the table departs from CLDR 48, and why: spellings that readers of today expect. */
const DEPARTURES: Readonly<Record<string, string>> = {
  مئ: 'مئی',
  بُدھ: 'بدھ',
  فېبروري: 'فبروري',
  سېپتمبر: 'سپتمبر',
};

test.each(OTHERS)('%s: months and days are those of CLDR, but for the departures on record', (language) => {
  const name = (options: Intl.DateTimeFormatOptions, ms: number) => {
    const known = new Intl.DateTimeFormat(CLDR[language], {
      ...options,
      calendar: 'gregory',
      timeZone: 'UTC',
    }).format(ms);
    return DEPARTURES[known] ?? known;
  };
  const months = Array.from({ length: 12 }, (_, at) => name({ month: 'long' }, Date.UTC(2026, at, 15)));
  const weekdays = Array.from({ length: 7 }, (_, at) => name({ weekday: 'long' }, SUNDAY + at * DAY_MS));
  expect(DATE_WORDS[language].months).toEqual(months);
  expect(DATE_WORDS[language].weekdays).toEqual(weekdays);
});

test.each(LANGUAGES)('%s: digits are those of the numbering system that CLDR gives it', (language) => {
  // English stands in for the script's own locale, which decides about digits for Punjabi by the script.
  const { numberingSystem } = new Intl.NumberFormat(language).resolvedOptions();
  expect(TRAITS[language].digits).toBe(numberingSystem);
});

test.each([
  ['en', '1,234,567.5', '25%', 'Rs 1,000'],
  ['ur', '1,234,567.5', '25%', '1,000 روپے'],
  ['ps', '۱٬۲۳۴٬۵۶۷٫۵', '۲۵٪', '۱٬۰۰۰ روپۍ'],
  ['pa-Arab', '۱٬۲۳۴٬۵۶۷٫۵', '۲۵٪', '۱٬۰۰۰ روپئے'],
  ['sd', '١٬٢٣٤٬٥٦٧٫٥', '٢٥٪', '١٬٠٠٠ رپيا'],
] as const)('%s: numbers', (language, number, percent, rupees) => {
  const formats = formatsOf(language);
  expect(formats.number(1_234_567.5)).toBe(number);
  expect(formats.percent(0.25).replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')).toBe(percent);
  expect(formats.rupees(1_000n)).toBe(rupees);
});

test('lists: none, one, two, three', () => {
  const { list } = formatsOf('sd');
  expect([list([]), list(['ا']), list(['ا', 'ب']), list(['ا', 'ب', 'ت'], 'or')]).toEqual([
    '',
    'ا',
    'ا ۽ ب',
    'ا، ب يا ت',
  ]);
});

test('a time zone moves the day', () => {
  expect(formatsOf('en', 'Asia/Karachi').dateTime(Date.UTC(2025, 11, 31, 19, 0))).toBe(
    '1 January 2026, 00:00',
  );
  expect(formatsOf('en', 'Asia/Karachi').dateTime(Date.UTC(2025, 11, 31, 18, 59))).toBe(
    '31 December 2025, 23:59',
  );
});

test('nanoseconds, milliseconds and dates name the same time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (ms) => {
      const { dateTime } = formatsOf('sd', 'UTC');
      expect(toMs(BigInt(ms) * 1_000_000n + 999_999n)).toBe(ms);
      expect(dateTime(BigInt(ms) * 1_000_000n)).toBe(dateTime(ms));
      expect(dateTime(new Date(ms))).toBe(dateTime(ms));
    }),
  );
});

test('no Latin letter stands in a date of another language, whatever the time', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_102_444_800_000 }),
      fc.constantFrom(...OTHERS),
      (ms, language) => {
        const { longDate, dateTime, month } = formatsOf(language, 'UTC');
        expect(longDate(ms) + dateTime(ms) + month(ms)).not.toMatch(/[A-Za-z]|undefined/);
      },
    ),
  );
});
