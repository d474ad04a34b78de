import { checkText } from '../check-details.ts';
import { refuse, refuseInvalid } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import { HASH_SIZE_BYTES } from '@indus/kit/sha256';
import { textFault } from '@indus/kit/text';
import { LINE_CHARACTERS_MAX, RECORDS_MAX, VERSIONS_MAX } from './limits.ts';
import type { RegisterName } from './register.ts';
import type { VersionRef } from './model.ts';
import { findRecord } from './find-record.ts';

const LANGUAGE = /^[a-z]{3}$/;
const COUNTRY = /^[A-Z]{2}$/;
const LINK = /^https:\/\/[^\s/]+(\/\S*)?$/;
const LINE_ENDS = /[\n\t]/gu;

/** Errors: Invalid. */
export function checkHash(field: string, hash: Uint8Array): void {
  if (hash.length !== HASH_SIZE_BYTES)
    refuseInvalid(field, `expected ${HASH_SIZE_BYTES} bytes, got ${hash.length}`, HASH_SIZE_BYTES);
}

/** Errors: Invalid. */
export function checkLanguage(field: string, language: string): void {
  if (!LANGUAGE.test(language)) refuseInvalid(field, 'expected three small letters, as in ISO 639-3');
}

/** Errors: Invalid. */
export function checkCountry(field: string, country: string): void {
  if (!COUNTRY.test(country)) refuseInvalid(field, 'expected two capital letters, as in ISO 3166-1 alpha-2');
}

/** Errors: Invalid. */
export function checkLink(field: string, link: string): void {
  checkText(field, link, LINE_CHARACTERS_MAX);
  if (!LINK.test(link)) refuseInvalid(field, 'expected an address that begins with https://');
}

/** As {@link checkText}, for texts of several lines. Errors: Invalid. */
export function checkLines(field: string, text: string, charactersMax: number): void {
  const fault = textFault(text.replace(LINE_ENDS, '.'), { charactersMin: 1, charactersMax });
  if (fault !== undefined) {
    const expected = `expected 1 to ${charactersMax} characters, got a text with the fault: ${fault}`;
    refuseInvalid(field, expected, charactersMax);
  }
}

/** Errors: Invalid when there are not `least` to `most`. */
export function checkCount(field: string, count: number, least: number, most: number): void {
  if (count < least || count > most) refuseInvalid(field, `expected ${least} to ${most}, got ${count}`, most);
}

/** Errors: Invalid when one comes twice. */
export function checkDistinct(field: string, keys: readonly string[]): void {
  if (new Set(keys).size < keys.length) refuseInvalid(field, 'expected distinct entries, got one twice');
}

/**
 * That each of these is on record.
 * Errors: RecordNotFound; Invalid when one comes twice.
 */
export function checkReferences(
  registry: Registry,
  register: RegisterName,
  references: readonly VersionRef[],
): void {
  checkDistinct(
    register,
    references.map(({ id, version }) => `${id}.${version}`),
  );
  for (const { id, version } of references) findRecord(registry, register, id, version);
}

/** What a new version of a record is to be. */
export interface NextVersion {
  /** Absent: a new record. */
  readonly id: bigint | undefined;
  readonly version: number;
}

/**
 * The version that a registration makes: the first of a new record, or the next of one of the same organisation.
 * Errors: RecordNotFound; NotPermitted for another organisation's; TooMany.
 */
export function nextVersion(
  registry: Registry,
  register: RegisterName,
  organisation: bigint,
  [id]: [] | [bigint],
): NextVersion {
  if (id === undefined) {
    if (registry.registers[register].count >= BigInt(RECORDS_MAX))
      refuse({ TooMany: { what: register, limit: BigInt(RECORDS_MAX) } });
    return { id, version: 1 };
  }
  const before = findRecord(registry, register, id);
  if (before.organisation !== organisation)
    refuse({ OtherOrganisation: { organisation: before.organisation } });
  if (before.version >= VERSIONS_MAX) refuse({ TooMany: { what: 'versions', limit: BigInt(VERSIONS_MAX) } });
  return { id, version: before.version + 1 };
}
