import { type Formats, formatsOf, type Time, toMs } from './formats.ts';
import { spanOf } from './span.ts';
import { useLanguage } from './use-language.ts';
import { useText } from './use-text.ts';

/** Everything that a page writes in the manner of its language. */
export interface PageFormats extends Formats {
  /** "3 days ago", "in 2 hours", "just now". Units: milliseconds for `nowMs`. */
  relative(time: Time, nowMs: number): string;
  /** "36 hours", in the unit that is best read. Units: milliseconds. */
  duration(ms: number): string;
  /** "64 kB". Units: bytes, 1,000 to the kilobyte. */
  size(bytes: number | bigint): string;
}

/** The formats of the page's language. */
export function useFormats(): PageFormats {
  const formats = formatsOf(useLanguage());
  const text = useText('common');
  return {
    ...formats,
    relative(time, nowMs) {
      const ms = toMs(time) - nowMs;
      const { unit, count } = spanOf(Math.abs(ms));
      if (unit === 'second') return text('relative.now');
      return text(ms < 0 ? `ago.${unit}` : `ahead.${unit}`, { count });
    },
    duration(ms) {
      const { unit, count } = spanOf(ms);
      return text(`duration.${unit}`, { count });
    },
    size: (bytes) => sizeOf(Number(bytes), text, formats),
  };
}

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

function sizeOf(bytes: number, text: ReturnType<typeof useText<'common'>>, formats: Formats): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < SIZE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const rounded = formats.number(value, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 });
  return `${rounded} ${text(`size.${SIZE_UNITS[unit] ?? 'byte'}`)}`;
}
