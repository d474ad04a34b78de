import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeBytes, reservationCycles } from './storage-reservation.ts';

const GIB = 2n ** 30n;
const memory = (usedGib: bigint) => ({
  usedBytes: usedGib * GIB,
  thresholdBytes: 750n * GIB,
  capacityBytes: 2_048n * GIB,
});

describe('storage reservation', () => {
  it('below the threshold nothing is reserved, from its first byte on something is', () => {
    expect(reservationCycles(memory(749n), GIB)).toBe(0n);
    expect(reservationCycles(memory(749n), GIB + 1n)).toBe(0n);
    expect(reservationCycles(memory(750n), GIB)).toBeGreaterThan(0n);
  });

  it('filling the subnet from its threshold costs half of the longest time for all of it', () => {
    const bytes = 1_298n * GIB;
    expect(reservationCycles(memory(750n), bytes)).toBe(1_298n * 127_000n * 150_000_000n);
  });

  it('the same memory costs more the fuller the subnet is', () => {
    expect(reservationCycles(memory(2_000n), GIB)).toBeGreaterThan(reservationCycles(memory(1_000n), GIB));
  });

  it('a subnet whose threshold is its capacity reserves nothing', () => {
    const full = { usedBytes: 5n * GIB, thresholdBytes: 10n * GIB, capacityBytes: 10n * GIB };
    expect(reservationCycles(full, 5n * GIB)).toBe(0n);
    expect(reservationCycles({ ...full, thresholdBytes: 20n * GIB }, 50n * GIB)).toBe(0n);
  });

  it('two growths cost together what one does', () => {
    const gib = fc.bigInt({ min: 0n, max: 600n });
    fc.assert(
      fc.property(gib, gib, gib, (used, first, second) => {
        const before = memory(used);
        const between = memory(used + first);
        const whole = reservationCycles(before, (first + second) * GIB);
        const parts = reservationCycles(before, first * GIB) + reservationCycles(between, second * GIB);
        expect(parts).toBe(whole);
      }),
    );
  });

  it('what is over capacity leaves nothing free', () => {
    expect(freeBytes(memory(2_047n))).toBe(GIB);
    expect(freeBytes(memory(2_049n))).toBe(0n);
  });
});
