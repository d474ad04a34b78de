import { expect, test } from 'vitest';
import { grantState } from './grant-state.ts';

const GRANT = { starts_at_ns: 10_000_000n, expires_at_ns: 20_000_000n, revoked_at_ns: [] as [] };

test('a grant is active from its first moment to the one before its end', () => {
  expect([9, 10, 19, 20].map((nowMs) => grantState(GRANT, nowMs))).toEqual([
    'future',
    'active',
    'active',
    'expired',
  ]);
});

test('a grant that was taken back stays so', () => {
  expect(grantState({ ...GRANT, revoked_at_ns: [15_000_000n] }, 30)).toBe('revoked');
});
