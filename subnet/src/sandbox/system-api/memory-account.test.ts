import { describe, expect, it } from 'vitest';
import { CanisterTrap } from '../canister-trap.ts';
import type { MemoryTerms } from '../protocol.ts';
import { MODES, type Mode } from './execution-mode.ts';
import { MemoryAccount } from './memory-account.ts';

const GIB = 2n ** 30n;
const PLENTY = 10n ** 30n;
/** One GiB for 30 days. */
const FROZEN_PER_GIB = 329_184_000_000n;

function terms(changes: Partial<MemoryTerms> = {}, paid: Partial<MemoryTerms['paid']> = {}): MemoryTerms {
  return {
    otherBytes: 0n,
    usedBytes: 0n,
    memoryAllocation: 0n,
    subnet: { usedBytes: 0n, thresholdBytes: 100n * GIB, capacityBytes: 200n * GIB },
    paid: {
      computeAllocation: 0n,
      freezingThreshold: 2_592_000n,
      reservedCycles: 0n,
      reservedCyclesLimit: PLENTY,
      ...paid,
    },
    ...changes,
  };
}

const ledgerOf = (cycles: bigint) => ({ cycles, reserved: 0n, takenBytes: 0n });

/** What growing by a GiB does: how it ends, and the text of a trap. */
function growing(given: MemoryTerms, cycles: bigint, mode: Mode = 'U', reveal = true): string {
  try {
    return String(new MemoryAccount(given, ledgerOf(cycles), 0n).grow(GIB, mode, reveal));
  } catch (error) {
    if (!(error instanceof CanisterTrap)) throw error;
    return `${error.trap.errorCode}: ${error.trap.message}`;
  }
}

describe('growth and the freezing limit', () => {
  it('what keeps the canister above its limit is given, one cycle less is not', () => {
    expect(growing(terms(), FROZEN_PER_GIB)).toBe('true');
    expect(growing(terms(), FROZEN_PER_GIB - 1n)).toBe(
      'IC0532: Canister cannot grow memory by 1073741824 bytes due to insufficient cycles. ' +
        'At least 1 additional cycles are required.',
    );
  });

  it('only a controller learns how much is missing', () => {
    expect(growing(terms(), 0n, 'U', false)).toBe(
      'IC0532: Canister cannot grow memory by 1073741824 bytes due to insufficient cycles.',
    );
  });

  it.each(MODES.map((mode) => [mode, mode === 'U' || mode === 'T'] as const))(
    'mode %s is held back: %s',
    (mode, held) => {
      expect(growing(terms(), 0n, mode).startsWith('IC0532')).toBe(held);
    },
  );

  it('what was promised is grown into for nothing', () => {
    expect(growing(terms({ memoryAllocation: GIB }), 0n)).toBe('true');
    expect(growing(terms({ memoryAllocation: GIB - 1n }), 0n)).toContain('cannot grow memory by 1 bytes');
  });

  it('where nothing costs cycles, only room counts', () => {
    const { paid: _paid, ...free } = terms();
    expect(growing(free, 0n)).toBe('true');
  });
});

describe('growth and the room of the subnet', () => {
  const almostFull = (left: bigint) =>
    terms({
      subnet: { usedBytes: 200n * GIB - left, thresholdBytes: 200n * GIB, capacityBytes: 200n * GIB },
    });

  it('the last byte is given, the next is not', () => {
    expect(growing(almostFull(GIB), PLENTY)).toBe('true');
    expect(growing(almostFull(GIB - 1n), PLENTY)).toBe('false');
  });

  it('what one execution took is not there for the next of its batch', () => {
    const ledger = ledgerOf(PLENTY);
    const given = almostFull(3n * GIB);
    expect(new MemoryAccount(given, ledger, 0n).grow(2n * GIB, 'U', true)).toBe(true);
    expect(new MemoryAccount(given, ledger, 2n * GIB).grow(2n * GIB, 'U', true)).toBe(false);
    expect(new MemoryAccount(given, ledger, 2n * GIB).grow(GIB, 'U', true)).toBe(true);
  });
});

describe('growth and reserved cycles', () => {
  /** From 100 to 101 of the GiB between 100 and 200: the period of 300,000,000 s at one hundredth, halved. */
  const RESERVED = 127_000n * 1_500_000n;
  const above = (paid: Partial<MemoryTerms['paid']>) =>
    terms({ subnet: { usedBytes: 100n * GIB, thresholdBytes: 100n * GIB, capacityBytes: 200n * GIB } }, paid);

  it('above the threshold cycles go from the balance to the reserved balance', () => {
    const ledger = ledgerOf(PLENTY);
    new MemoryAccount(above({}), ledger, 0n).grow(GIB, 'U', true);
    expect(ledger.reserved).toBe(RESERVED);
    expect(ledger.cycles).toBe(PLENTY - RESERVED);
  });

  it('a limit that is met is kept, one cycle less is broken', () => {
    expect(growing(above({ reservedCyclesLimit: RESERVED }), PLENTY)).toBe('true');
    expect(growing(above({ reservedCyclesLimit: RESERVED - 1n }), PLENTY)).toBe(
      'IC0534: Canister cannot grow memory by 1073741824 bytes due to its reserved cycles limit. ' +
        `The current limit (${RESERVED - 1n}) would be exceeded by 1.`,
    );
    expect(growing(above({ reservedCyclesLimit: 0n }), PLENTY)).toContain('IC0534');
    expect(growing(terms({}, { reservedCyclesLimit: 0n }), PLENTY)).toBe('true');
  });

  it('a balance that covers the reservation is enough, one cycle less is not', () => {
    const without = above({ freezingThreshold: 0n });
    expect(growing(without, RESERVED)).toBe('true');
    expect(growing(without, RESERVED - 1n)).toContain('IC0532');
  });

  it.each(MODES.map((mode) => [mode, ['U', 'T', 'Ry', 'Rt', 'C'].includes(mode)] as const))(
    'mode %s reserves: %s',
    (mode, reserves) => {
      const ledger = ledgerOf(PLENTY);
      new MemoryAccount(above({}), ledger, 0n).grow(GIB, mode, true);
      expect(ledger.reserved > 0n).toBe(reserves);
    },
  );

  it('what is reserved lowers what may not be spent', () => {
    const account = new MemoryAccount(above({}), ledgerOf(PLENTY), 0n);
    account.grow(GIB, 'U', true);
    expect(account.frozenCycles).toBe(FROZEN_PER_GIB - RESERVED);
  });
});
