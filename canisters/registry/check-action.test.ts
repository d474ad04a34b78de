import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { checkBoard } from './check-board.ts';
import { checkDetails, checkReason } from './check-details.ts';
import {
  BOARD_MEMBERS_MAX,
  CONTACT_CHARACTERS_MAX,
  NAME_CHARACTERS_MAX,
  REASON_CHARACTERS_MAX,
} from './limits.ts';
import type { Contact, Names } from './organisation.ts';
import { details, person, refusalOf } from './registry-fixture.ts';

const people = (count: number): Principal[] => Array.from({ length: count }, (_, index) => person(index + 1));
const named = (names: Partial<Names>) => details(1, { names: { ...details(1).names, ...names } });
const reached = (contact: Partial<Contact>) => details(1, { contact: { ...details(1).contact, ...contact } });

describe('a board', () => {
  it.each([
    ['one of one', people(1), 1],
    ['all of the most', people(BOARD_MEMBERS_MAX), BOARD_MEMBERS_MAX],
    ['one of the most', people(BOARD_MEMBERS_MAX), 1],
  ])('may be %s', (_, members, threshold) => {
    expect(refusalOf(() => checkBoard({ members, threshold }))).toBeUndefined();
  });

  it.each([
    ['without members', [], 1, 'members'],
    ['one larger than the most', people(BOARD_MEMBERS_MAX + 1), 1, 'members'],
    ['with a member twice', [person(1), person(2), person(1)], 1, 'members'],
    ['with the anonymous principal', [person(1), Principal.anonymous()], 1, 'members'],
    ['with a threshold of zero', people(2), 0, 'threshold'],
    ['with a threshold above its size', people(2), 3, 'threshold'],
  ])('is refused %s', (_, members, threshold, field) => {
    expect(refusalOf(() => checkBoard({ members, threshold }))).toMatchObject({ Invalid: { field } });
  });
});

describe('details', () => {
  it.each([
    ['a name of the full length', named({ en: 'a'.repeat(NAME_CHARACTERS_MAX) })],
    ['all five languages', named({ ps: ['چارې'], pnb: ['وزارت'], sd: ['کاتو'] })],
    [
      'a telephone and a website',
      reached({ telephone: ['+92 (51) 920-1234'], website: ['https://works.gov.pk/en'] }),
    ],
    ['a contact of the full length', reached({ email: `${'a'.repeat(CONTACT_CHARACTERS_MAX - 5)}@b.pk` })],
  ])('may hold %s', (_, accepted) => {
    expect(refusalOf(() => checkDetails(accepted))).toBeUndefined();
  });

  it.each([
    ['an empty name', named({ en: '' }), 'names.en'],
    ['a name one character too long', named({ en: 'a'.repeat(NAME_CHARACTERS_MAX + 1) }), 'names.en'],
    ['a name without letters', named({ ur: '---' }), 'names.ur'],
    ['a Pashto name with a line break', named({ ps: ['a\nb'] }), 'names.ps'],
    ['a Punjabi name that turns its direction', named({ pnb: ['a\u202Eb'] }), 'names.pnb'],
    ['an empty Sindhi name', named({ sd: [''] }), 'names.sd'],
    ['a country in words', details(1, { country: 'Pakistan' }), 'country'],
    ['a country in small letters', details(1, { country: 'pk' }), 'country'],
    ['an address without @', reached({ email: 'works.gov.pk' }), 'contact.email'],
    [
      'a contact one character too long',
      reached({ email: `${'a'.repeat(CONTACT_CHARACTERS_MAX - 4)}@b.pk` }),
      'contact.email',
    ],
    ['a telephone in words', reached({ telephone: ['call us'] }), 'contact.telephone'],
    ['a website that is a script', reached({ website: ['javascript:alert(1)'] }), 'contact.website'],
    ['a website without encryption', reached({ website: ['http://works.gov.pk'] }), 'contact.website'],
  ])('may not hold %s', (_, refused, field) => {
    expect(refusalOf(() => checkDetails(refused))).toMatchObject({ Invalid: { field } });
  });

  it('take a reason of the full length and not one character more', () => {
    expect(refusalOf(() => checkReason('r'.repeat(REASON_CHARACTERS_MAX)))).toBeUndefined();
    expect(refusalOf(() => checkReason('r'.repeat(REASON_CHARACTERS_MAX + 1)))).toMatchObject({
      Invalid: { field: 'reason', limit: [BigInt(REASON_CHARACTERS_MAX)] },
    });
  });
});
