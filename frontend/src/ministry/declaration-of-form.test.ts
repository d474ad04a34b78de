import { expect, test } from 'vitest';
import { type CanisterForm, declarationOfForm } from './declaration-of-form.ts';

const FORM: CanisterForm = {
  canister: 'aaaaa-aa',
  repository: 'https://example.pk/tax',
  commit: 'A'.repeat(40),
  module: 'tax',
  recipe: 'npm ci && npm run build',
  sha256: 'AB'.repeat(32),
  controllers: ' aaaaa-aa\n2vxsx-fae ',
};

test('a declaration is taken as it is entered, in whatever case its digits are', () => {
  const declared = declarationOfForm(FORM);
  if (typeof declared === 'string') throw new Error(declared);
  const { declaration } = declared;
  expect(declaration.source.commit).toBe('a'.repeat(40));
  expect(declaration.expected_sha256).toEqual(new Uint8Array(32).fill(0xab));
  expect(declaration.controllers.map((id) => id.toText())).toEqual(['aaaaa-aa', '2vxsx-fae']);
});

test.each([
  ['canister', 'no principal'],
  ['repository', 'http://example.pk'],
  ['commit', 'a'.repeat(41)],
  ['module', 'Tax Module'],
  ['recipe', ' '],
  ['sha256', 'ab'.repeat(31)],
  ['controllers', ''],
  ['controllers', 'aaaaa-aa nobody'],
  ['controllers', Array.from({ length: 11 }, () => 'aaaaa-aa').join(' ')],
] as const)('the field that is not right is named: %s', (field, value) => {
  expect(declarationOfForm({ ...FORM, [field]: value })).toBe(field);
});
