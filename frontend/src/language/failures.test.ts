import type { CallFailed, ProofInvalid } from '@indus/client';
import { expect, test } from 'vitest';
import failures from './catalogues/en/failures.json' with { type: 'json' };
import { readVariant, type VariantCase } from './testing/read-variants.ts';

const CANISTERS = ['vault', 'registry', 'identity'] as const;
const texts: Readonly<Record<string, string>> = failures;
const refusals = CANISTERS.flatMap((canister) => readVariant(canister, 'MethodError'));

/** The closed sets of the client; the compiler holds them complete. */
const CALL_CODES: Readonly<Record<CallFailed['code'], true>> = {
  unreachable: true,
  refused_by_network: true,
  not_accepted: true,
  rejected: true,
  timed_out: true,
  wrong_interface: true,
  invalid_input: true,
  unexpected: true,
};
const PROOF_FAULTS: Readonly<Record<ProofInvalid['fault'], true>> = {
  malformed: true,
  signature: true,
  time: true,
  canister: true,
  witness: true,
  missing: true,
  record: true,
  log: true,
};

const expected = new Set([
  'unexpected',
  'configuration',
  ...Object.keys(CALL_CODES).map((code) => `call.${code}`),
  ...Object.keys(PROOF_FAULTS).map((fault) => `proof.${fault}`),
  ...refusals.map(({ name }) => `refused.${name}`),
]);

test('every refusal of every canister has its words, and every failure of the client', () => {
  expect(refusals.length).toBeGreaterThan(100);
  expect([...expected].filter((key) => !(key in texts))).toEqual([]);
});

test('no words wait for a failure that does not exist', () => {
  expect(Object.keys(texts).filter((key) => !expected.has(key))).toEqual([]);
});

test('a text names only values that its refusal always brings, whichever canister refuses', () => {
  const bringing = new Map<string, VariantCase['values']>();
  for (const { name, values } of refusals) {
    const before = bringing.get(name);
    bringing.set(name, before ? before.filter((value) => values.includes(value)) : values);
  }
  const wrong = Object.entries(texts).flatMap(([key, text]) => {
    const named = [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? '');
    const brought = key === 'call.rejected' ? ['code'] : (bringing.get(key.replace('refused.', '')) ?? []);
    return named.filter((value) => !brought.includes(value)).map((value) => `${key}: ${value}`);
  });
  expect(wrong).toEqual([]);
});
