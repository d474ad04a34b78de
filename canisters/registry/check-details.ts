import { searchForm, textFault } from '@indus/kit/text';
import { CONTACT_CHARACTERS_MAX, NAME_CHARACTERS_MAX, REASON_CHARACTERS_MAX } from './limits.ts';
import { refuseInvalid } from './method-error.ts';
import type { Names, OrganisationDetails } from './organisation.ts';

const COUNTRY_CODE = /^[A-Z]{2}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const TELEPHONE = /^\+?[0-9][0-9 ()-]*$/;
const WEBSITE = /^https:\/\/[^\s/]+(\/\S*)?$/;

/**
 * Holds an organisation's details against the bounds of the interface.
 * Errors: Invalid, with the field's path.
 */
export function checkDetails({ names, country, contact }: OrganisationDetails): void {
  checkNames('names', names);
  if (!COUNTRY_CODE.test(country))
    refuseInvalid('country', 'expected two capital letters, as in ISO 3166-1 alpha-2');
  checkContact('contact.email', contact.email, EMAIL, 'an address with one @');
  for (const telephone of contact.telephone)
    checkContact('contact.telephone', telephone, TELEPHONE, 'digits, spaces, ( ) - and a leading +');
  for (const website of contact.website)
    checkContact('contact.website', website, WEBSITE, 'an address that begins with https://');
}

/**
 * Holds a name in the languages of the portal against its bounds.
 * Errors: Invalid, with the field's path.
 */
export function checkNames(field: string, { en, ur, ps, pnb, sd }: Names): void {
  checkName(`${field}.en`, en);
  checkName(`${field}.ur`, ur);
  for (const name of ps) checkName(`${field}.ps`, name);
  for (const name of pnb) checkName(`${field}.pnb`, name);
  for (const name of sd) checkName(`${field}.sd`, name);
}

/**
 * Holds a public reason against its bounds.
 * Errors: Invalid.
 */
export function checkReason(reason: string): void {
  checkText('reason', reason, REASON_CHARACTERS_MAX);
}

function checkName(field: string, name: string): void {
  checkText(field, name, NAME_CHARACTERS_MAX);
  if (searchForm(name) === '') refuseInvalid(field, 'expected a name with letters or digits');
}

function checkContact(field: string, value: string, form: RegExp, expected: string): void {
  checkText(field, value, CONTACT_CHARACTERS_MAX);
  if (!form.test(value)) refuseInvalid(field, `expected ${expected}`);
}

/**
 * Holds a text that people wrote against its bounds.
 * Errors: Invalid.
 */
export function checkText(field: string, value: string, charactersMax: number): void {
  const fault = textFault(value, { charactersMin: 1, charactersMax });
  if (fault !== undefined)
    refuseInvalid(
      field,
      `expected 1 to ${charactersMax} characters, got a text with the fault: ${fault}`,
      charactersMax,
    );
}
