import { type CanisterOnRecord, Principal, type registry } from '@indus/client';
import { expect, test } from 'vitest';
import { judgeCanister } from './judge-canister.ts';

const [ONE, OTHER] = [Principal.fromUint8Array(Uint8Array.of(1)), Principal.fromUint8Array(Uint8Array.of(2))];
const HASH = new Uint8Array(32).fill(7);
const RUNNING: CanisterOnRecord = { controllers: [ONE, OTHER], module_hash: HASH, time_ns: 1n };

function recordOf(state: registry.CanisterState, over: Partial<registry.CanisterVersion> = {}) {
  const declared = { expected_sha256: HASH, controllers: [OTHER, ONE], ...over };
  return { declared, state } as registry.CanisterRecord;
}

test('a canister that is declared and built alike by others is verified, in whatever order its controllers stand', () => {
  expect(judgeCanister(RUNNING, recordOf({ verified: null }))).toBe('verified');
  expect(judgeCanister(RUNNING, recordOf({ registered: null }))).toBe('declared');
  expect(judgeCanister(RUNNING, recordOf({ divergent: null }))).toBe('divergent');
});

test('what runs now counts, not what the registry saw at its last check', () => {
  const changed = { ...RUNNING, module_hash: new Uint8Array(32) };
  expect(judgeCanister(changed, recordOf({ verified: null }))).toBe('differs');
  expect(judgeCanister({ ...RUNNING, controllers: [ONE] }, recordOf({ verified: null }))).toBe('differs');
  expect(judgeCanister({ controllers: [ONE, OTHER], time_ns: 1n }, recordOf({ verified: null }))).toBe(
    'differs',
  );
});

test('a canister that nobody declared, and one that is not there, are told apart', () => {
  expect(judgeCanister(RUNNING, undefined)).toBe('unregistered');
  expect(judgeCanister(undefined, recordOf({ verified: null }))).toBe('absent');
});
