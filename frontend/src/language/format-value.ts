import { formatsOf, type Time } from './formats.ts';
import { isolate } from './isolate.ts';
import { type Language, TRAITS } from './languages.ts';

/**
 * What can be put into a text. A number is written with the language's digits, a bigint as the digits of an id, a text as it is.
 * A text asks for another form behind a comma: `{{at, dateTime}}`.
 */
export type TextValue = string | number | bigint | Date | readonly string[];

/** Writes a value for a text of the language, in the form that the text asks for. */
export function formatValue(value: TextValue, form: string | undefined, language: Language): string {
  const formats = formatsOf(language);
  const { direction } = TRAITS[language];
  switch (form) {
    case 'date':
    case 'longDate':
    case 'month':
    case 'time':
    case 'dateTime':
      return formats[form](value as Time);
    case 'number':
    case 'percent':
    case 'rupees':
      return formats[form](Number(value));
    case 'or':
      return formats.list(asList(value, direction), 'or');
    case 'id':
      return isolate(String(value), direction);
    default:
  }
  if (typeof value === 'number') return formats.number(value);
  if (value instanceof Date) return formats.dateTime(value);
  if (typeof value === 'object') return formats.list(asList(value, direction));
  return isolate(String(value), direction);
}

function asList(value: TextValue, direction: 'ltr' | 'rtl'): string[] {
  const items = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  return items.map((item) => isolate(item, direction));
}
