import { describe, expect, it } from 'vitest';
import { allocatedBytes, costOfStorage, cyclesPerDay, freezingLimit } from './holding-costs.ts';

const GIB = 2n ** 30n;
const DAY = 86_400n;

describe('holding costs', () => {
  it('a GiB for a month of 30 days costs what the published table says', () => {
    expect(costOfStorage(GIB, 30n * DAY)).toBe(329_184_000_000n);
  });

  it('memory that is promised counts as soon as it is more than what is used', () => {
    expect(allocatedBytes(10n, 9n)).toBe(10n);
    expect(allocatedBytes(10n, 11n)).toBe(11n);
  });

  it('a day costs storage and the compute that is promised', () => {
    expect(cyclesPerDay(GIB, 0n)).toBe(127_000n * DAY);
    expect(cyclesPerDay(0n, 2n)).toBe(20_000_000n * DAY);
  });

  it('reserved cycles lower the freezing limit, but not below nothing', () => {
    const holding = { bytes: GIB, computeAllocation: 0n, freezingThreshold: 10n * DAY };
    const limit = 127_000n * DAY * 10n;
    expect(freezingLimit({ ...holding, reservedCycles: 0n })).toBe(limit);
    expect(freezingLimit({ ...holding, reservedCycles: limit - 1n })).toBe(1n);
    expect(freezingLimit({ ...holding, reservedCycles: limit + 1n })).toBe(0n);
  });
});
