import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import codes from './catalogues/en/codes.json' with { type: 'json' };
import fields from './catalogues/en/fields.json' with { type: 'json' };
import { readRecord, readVariant } from './testing/read-variants.ts';

/** Which variant each section of the catalogue gives words to. */
const SECTIONS = {
  role: ['registry', 'Role'],
  act: ['vault', 'Act'],
  basis: ['vault', 'Basis'],
  detail: ['vault', 'Detail'],
  mode: ['vault', 'ConsentMode'],
  fetch: ['vault', 'FetchType'],
  consentStatus: ['vault', 'ConsentStatus'],
  right: ['vault', 'Right'],
  ticketStatus: ['vault', 'TicketStatus'],
  delegateKind: ['vault', 'DelegateKind'],
  delegateAct: ['vault', 'DelegateAct'],
  appeal: ['vault', 'AppealStatus'],
  notice: ['vault', 'NoticeKind'],
  itemKind: ['vault', 'ItemKind'],
  organisationKind: ['registry', 'OrganisationKind'],
  organisationStatus: ['registry', 'OrganisationStatus'],
  canisterState: ['registry', 'CanisterState'],
  incident: ['registry', 'IncidentKind'],
  action: ['registry', 'Action'],
  proposalStatus: ['registry', 'ProposalStatus'],
  register: ['registry', 'Register'],
  stage: ['registry', 'Stage'],
  algorithmState: ['registry', 'AlgorithmState'],
  risk: ['registry', 'RiskClass'],
  datasetStatus: ['registry', 'DatasetStatus'],
} as const;

const keys = Object.keys(codes);
const inSection = (section: string): string[] =>
  keys.filter((key) => key.startsWith(`${section}.`)).map((key) => key.slice(section.length + 1));

test.each(Object.entries(SECTIONS))(
  '%s: a word for each case of the variant, and for no other',
  (section, [canister, variant]) => {
    const cases = readVariant(canister, variant).map(({ name }) => name);
    expect(inSection(section).sort()).toEqual(cases.sort());
  },
);

test('statistics: a name for each public count of the vault', () => {
  expect(inSection('statistics').sort()).toEqual(readRecord('vault', 'Statistics').sort());
});

test('outcome: the cases of the variant, and an entry that is still sealed', () => {
  const cases = readVariant('vault', 'Outcome').map(({ name }) => name);
  expect(inSection('outcome').sort()).toEqual([...cases, 'sealed'].sort());
});

/** Names in a table of the registry's source: the keys of its lines. */
function namesInTable(file: string, table: string): string[] {
  const source = readFileSync(new URL(`../../../canisters/registry/${file}`, import.meta.url), 'utf8');
  const start = source.indexOf(`export const ${table}`);
  const body = source.slice(start, source.indexOf('\n}', start));
  return [...body.matchAll(/^ {2}(\w+): /gm)].map((match) => match[1] ?? '');
}

test('fields: a name for each text that an algorithm record may carry, and for one that is newer than the portal', () => {
  const names = namesInTable('registers/algorithm-fields.ts', 'ALGORITHM_FIELDS');
  expect(names.length).toBeGreaterThan(60);
  expect(Object.keys(fields).sort()).toEqual([...names, 'other'].sort());
});

test('parameter: a name for each number that the board decides, and for one that is newer than the portal', () => {
  const weights = namesInTable('registers/sovereignty.ts', 'WEIGHTS').map((name) => `sovereignty_${name}`);
  const names = [...namesInTable('parameters.ts', 'PARAMETERS'), ...weights];
  expect(names.length).toBeGreaterThan(20);
  expect(inSection('parameter').sort()).toEqual([...names, 'other'].sort());
});
