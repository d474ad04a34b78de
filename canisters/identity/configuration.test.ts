import { describe, expect, it } from 'vitest';
import { configure } from './configuration.ts';
import type { IdentityInit } from './configuration.ts';
import { callerOf, refusalOf } from './identity-fixture.ts';

const NOTHING: IdentityInit = { anchors: [], register_rate_limit: [], registry: [] };

describe('the configuration', () => {
  it('has defaults, and an upgrade keeps what it does not name', () => {
    const first = configure(undefined, undefined);
    expect(first.anchors.from).toBe(10_000n);
    const named = configure({ ...NOTHING, registry: [callerOf(1)] }, first);
    expect(named).toEqual({ ...first, registry: [callerOf(1)] });
    expect(configure(NOTHING, named)).toEqual(named);
    expect(configure(undefined, named)).toEqual(named);
  });

  it('keeps every anchor in the range', () => {
    const first = configure({ ...NOTHING, anchors: [{ from: 5n, to: 10n }] }, undefined);
    const range = (from: bigint, to: bigint) => () =>
      configure({ ...NOTHING, anchors: [{ from, to }] }, first);
    expect(range(5n, 11n)().anchors).toEqual({ from: 5n, to: 11n });
    for (const narrower of [range(5n, 9n), range(6n, 10n), range(4n, 10n)]) {
      expect(refusalOf(narrower)).toHaveProperty('Invalid');
    }
  });

  it('refuses an empty range and a rate of nothing', () => {
    const given = (over: Partial<IdentityInit>) => () => configure({ ...NOTHING, ...over }, undefined);
    const rate = (time: bigint, tokens: bigint) =>
      given({ register_rate_limit: [{ time_per_token_ns: time, max_tokens: tokens }] });
    expect(refusalOf(given({ anchors: [{ from: 5n, to: 5n }] }))).toHaveProperty('Invalid');
    expect(refusalOf(rate(0n, 1n))).toHaveProperty('Invalid');
    expect(refusalOf(rate(1n, 0n))).toHaveProperty('Invalid');
    expect(refusalOf(rate(1n, 1_000_001n))).toHaveProperty('Invalid');
    expect(rate(1n, 1_000_000n)().register_rate_limit.max_tokens).toBe(1_000_000n);
  });
});
