import { type Time as Instant, toMs, useFormats } from '../language/index.ts';

/**
 * A point in time as the page's language writes it; its exact form is in the title and for machines.
 * Units: milliseconds since 1970-01-01 UTC as a number, nanoseconds as a bigint.
 */
export function Time({
  value,
  as = 'dateTime',
}: {
  readonly value: Instant;
  readonly as?: 'date' | 'longDate' | 'time' | 'dateTime' | 'relative';
}) {
  const formats = useFormats();
  const exact = new Date(toMs(value)).toISOString();
  return (
    <time dateTime={exact} title={exact}>
      {as === 'relative' ? formats.relative(value, Date.now()) : formats[as](value)}
    </time>
  );
}
