import { checkText } from '../check-details.ts';
import { refuseInvalid } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import { ALGORITHM_FIELDS } from './algorithm-fields.ts';
import type { AlgorithmDetails } from './algorithm.ts';
import {
  checkCount,
  checkCountry,
  checkDistinct,
  checkLanguage,
  checkLines,
  checkReferences,
} from './check-record.ts';
import { LINE_CHARACTERS_MAX, REFERENCES_MAX, TITLE_CHARACTERS_MAX } from './limits.ts';

const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;
const DATE = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const LINK = /^https:\/\/[^\s/]+(\/\S*)?$/;

/**
 * Holds an algorithm against its bounds; whether it is complete is asked when it is to decide.
 * Errors: Invalid; RecordNotFound for a model.
 */
export function checkAlgorithm(registry: Registry, details: AlgorithmDetails): void {
  checkText('title', details.title, TITLE_CHARACTERS_MAX);
  checkCount('models', details.models.length, 0, REFERENCES_MAX);
  checkReferences(registry, 'models', details.models);
  checkFields(details.fields);
  checkCount('suppliers', details.suppliers.length, 0, REFERENCES_MAX);
  for (const { name, country, role, company_number: numbers } of details.suppliers) {
    checkText('suppliers.name', name, LINE_CHARACTERS_MAX);
    checkCountry('suppliers.country', country);
    checkText('suppliers.role', role, LINE_CHARACTERS_MAX);
    for (const number of numbers) checkText('suppliers.company_number', number, LINE_CHARACTERS_MAX);
  }
  for (const month of details.begin)
    if (!MONTH.test(month)) refuseInvalid('begin', 'expected a year and a month: 2026-11');
  if ('high' in details.risk_class !== 'high_risk_ai' in details.category)
    refuseInvalid('category', 'expected high_risk_ai for a high risk, and only then');
}

function checkFields(fields: AlgorithmDetails['fields']): void {
  checkDistinct(
    'fields',
    fields.map(({ code }) => code),
  );
  for (const { code, text } of fields) {
    const field = Object.hasOwn(ALGORITHM_FIELDS, code) ? ALGORITHM_FIELDS[code] : undefined;
    if (field === undefined) refuseInvalid('fields.code', 'expected the code of a field of the interface');
    checkLines(`fields.${code}`, text, field.charactersMax);
    if ((code.endsWith('_link') || code === 'website') && !LINK.test(text))
      refuseInvalid(`fields.${code}`, 'expected an address that begins with https://');
    if (code.endsWith('_date') && !DATE.test(text))
      refuseInvalid(`fields.${code}`, 'expected year, month and day: 2026-11-21');
    if (code === 'language') checkLanguage(`fields.${code}`, text);
  }
}
