import { DATE_WORDS, type DateWords } from './date-words-table.ts';
import { type Language, TRAITS } from './languages.ts';

const NS_PER_MS = 1_000_000n;

/** A point in time. Units: milliseconds since 1970-01-01 UTC as a number, nanoseconds as a bigint. */
export type Time = Date | number | bigint;

/** Numbers, times and lists as a language writes them. */
export interface Formats {
  /** With the language's digits and groups of three. */
  number(value: number | bigint, options?: Intl.NumberFormatOptions): string;
  /** A share of 1: 0.25 is 25 %. */
  percent(share: number): string;
  /** Pakistani rupees, whole. */
  rupees(value: number | bigint): string;
  /** 21 September 2026 */
  date(time: Time): string;
  /** Monday, 21 September 2026 */
  longDate(time: Time): string;
  /** September 2026 */
  month(time: Time): string;
  /** 14:13, of 24 hours in every language. */
  time(time: Time): string;
  /** 21 September 2026, 14:13 */
  dateTime(time: Time): string;
  /** Items joined by "and", or by "or". */
  list(items: readonly string[], join?: 'and' | 'or'): string;
}

/** Milliseconds since 1970-01-01 UTC. */
export function toMs(time: Time): number {
  if (typeof time === 'bigint') return Number(time / NS_PER_MS);
  return typeof time === 'number' ? time : time.getTime();
}

const made = new Map<string, Formats>();

/** The formats of a language; in a time zone of IANA's names, or in the device's own. */
export function formatsOf(language: Language, timeZone?: string): Formats {
  const name = `${language} ${timeZone ?? ''}`;
  const known = made.get(name);
  if (known) return known;
  const formats = makeFormats(language, timeZone);
  made.set(name, formats);
  return formats;
}

function makeFormats(language: Language, timeZone: string | undefined): Formats {
  // English with other digits: the one set of rules and digits that every browser has.
  const locale = `en-u-nu-${TRAITS[language].digits}`;
  const number = (value: number | bigint, options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, options).format(value);
  const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const words = language === 'en' ? ENGLISH : DATE_WORDS[language];
  const partsOf = dateParts(timeZone);
  const plain = (digits: string) => [...digits].map((digit) => number(Number(digit))).join('');
  const date = (time: Time) => {
    const { day, month, year } = partsOf(time);
    return `${plain(day)} ${words.months[month] ?? ''} ${plain(year)}`;
  };
  const clock = (time: Time) => {
    const { hour, minute } = partsOf(time);
    return `${plain(hour)}:${plain(minute)}`;
  };
  return {
    number,
    percent: (share) => percentFormat.format(share),
    rupees(value) {
      const whole = number(value, { maximumFractionDigits: 0 });
      return language === 'en' ? `${RUPEES[language]} ${whole}` : `${whole} ${RUPEES[language]}`;
    },
    date,
    longDate: (time) => `${words.weekdays[partsOf(time).weekday] ?? ''}${words.comma}${date(time)}`,
    month: (time) => `${words.months[partsOf(time).month] ?? ''} ${plain(partsOf(time).year)}`,
    time: clock,
    dateTime: (time) => `${date(time)}${words.comma}${clock(time)}`,
    list: (items, join = 'and') => listOf(words, items, join),
  };
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const ENGLISH: DateWords = {
  months: 'January February March April May June July August September October November December'.split(' '),
  weekdays: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
  comma: ', ',
  and: ' and ',
  or: ' or ',
};

const RUPEES: Readonly<Record<Language, string>> = {
  en: 'Rs',
  ur: 'روپے',
  ps: 'روپۍ',
  'pa-Arab': 'روپئے',
  sd: 'رپيا',
};

/** Takes a time apart in a time zone. Shape: `month` and `weekday` from 0, the others as Latin digits. */
function dateParts(timeZone: string | undefined) {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  return (time: Time) => {
    const parts = new Map(format.formatToParts(toMs(time)).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
    return {
      weekday: WEEKDAYS.indexOf(part('weekday')),
      day: part('day'),
      month: Number(part('month')) - 1,
      year: part('year'),
      hour: part('hour'),
      minute: part('minute'),
    };
  };
}

function listOf(words: DateWords, items: readonly string[], join: 'and' | 'or'): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  const before = items.slice(0, -1).join(words.comma);
  return before ? `${before}${words[join]}${last}` : last;
}
