import { CallFailed, Principal, ProofInvalid, RegistryRefused, VaultRefused } from '@indus/client';
import { expect, test } from 'vitest';
import { ConfigurationInvalid } from './configuration-invalid.ts';
import { explainFailure, isUnreachable } from './explain-failure.ts';

test('each kind of failure has a key of its own', () => {
  const caller = Principal.fromText('aaaaa-aa');
  const failures: readonly [unknown, string][] = [
    [new CallFailed('unreachable', 'x'), 'call.unreachable'],
    [new ProofInvalid('witness', 'x'), 'proof.witness'],
    [new VaultRefused('m', { AnonymousCaller: null }), 'refused.AnonymousCaller'],
    [new RegistryRefused('m', { NotBoardMember: { caller } }), 'refused.NotBoardMember'],
    [new ConfigurationInvalid('x'), 'configuration'],
    [new TypeError('x'), 'unexpected'],
    ['a text', 'unexpected'],
    [undefined, 'unexpected'],
  ];
  expect(failures.map(([error]) => explainFailure(error).key)).toEqual(failures.map(([, key]) => key));
});

test('a refusal brings what its text can name: digits, codes, principals, times in milliseconds', () => {
  const expired = new VaultRefused('m', { ConsentExpired: { consent: 9n, expired_at_ns: 1_500_000n } });
  expect(explainFailure(expired).values).toEqual({ consent: '9', expired_at_ms: 1 });
  const seal = new VaultRefused('m', { SealTooLong: { days: 91, limit: 90 } });
  expect(explainFailure(seal).values).toEqual({ days: 91, limit: 90 });
  const taken = new RegistryRefused('m', {
    CanisterTaken: { canister: Principal.fromText('aaaaa-aa'), organisation: 2n },
  });
  expect(explainFailure(taken).values).toEqual({ canister: 'aaaaa-aa', organisation: '2' });
});

test('no message of an error is ever a text of the page', () => {
  const secret = 'kept out of sight';
  const said = [new CallFailed('unexpected', secret), new ProofInvalid('time', secret), new Error(secret)]
    .map((error) => JSON.stringify(explainFailure(error)))
    .join();
  expect(said).not.toContain(secret);
});

test('only a network that was not reached counts as unreachable', () => {
  expect(isUnreachable(new CallFailed('unreachable', 'x'))).toBe(true);
  expect(isUnreachable(new CallFailed('timed_out', 'x'))).toBe(false);
  expect(isUnreachable(new ProofInvalid('signature', 'x'))).toBe(false);
});
