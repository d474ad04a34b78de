import { allocatedBytes, freezingLimit } from '../../canister/holding-costs.ts';
import { freeBytes, reservationCycles } from '../../canister/storage-reservation.ts';
import { cyclesMissingInGrowth, reservedLimitExceeded } from '../canister-trap.ts';
import type { MemoryTerms } from '../protocol.ts';
import type { Mode } from './execution-mode.ts';

/** The part of an execution's ledger that growth of memory moves. */
export interface GrowthLedger {
  cycles: bigint;
  /** Moved from the balance to the reserved balance since the batch began. */
  reserved: bigint;
  /** Taken from the subnet since the batch began. Units: bytes. */
  takenBytes: bigint;
}

/** Modes in which growth is paid for at once, and those that the freezing limit holds back. */
const RESERVING: ReadonlySet<Mode> = new Set<Mode>(['U', 'T', 'Ry', 'Rt', 'C']);
const FREEZABLE: ReadonlySet<Mode> = new Set<Mode>(['U', 'T']);

/**
 * Holds the growth of a canister's memories against its cycles and the subnet's room, and sets aside what storage costs
 * in advance.
 * Source: dfinity/ic rs/embedders/src/wasmtime_embedder/system_api.rs, allocate_execution_memory.
 */
export class MemoryAccount {
  readonly #terms: MemoryTerms;
  readonly #ledger: GrowthLedger;
  #usedBytes: bigint;

  /** `usedBytes`: all that the canister uses before the growth. */
  constructor(terms: MemoryTerms, ledger: GrowthLedger, usedBytes: bigint) {
    this.#terms = terms;
    this.#ledger = ledger;
    this.#usedBytes = usedBytes;
  }

  /** Cycles that may not be spent with the memory used now. */
  get frozenCycles(): bigint {
    return this.#frozenWith(this.#allocated(this.#usedBytes));
  }

  /**
   * Takes `bytes` more; false when the subnet has no room.
   * Errors: CanisterTrap IC0532, IC0534; `revealMissing`: the text says how many cycles are missing.
   */
  grow(bytes: bigint, mode: Mode, revealMissing: boolean): boolean {
    const before = this.#allocated(this.#usedBytes);
    const after = this.#allocated(this.#usedBytes + bytes);
    const taken = after - before;
    if (FREEZABLE.has(mode) && taken > 0n) {
      const frozen = this.#frozenWith(after);
      const missing = frozen - this.#ledger.cycles;
      if (missing > 0n) throw cyclesMissingInGrowth(taken, revealMissing ? missing : undefined);
    }
    if (RESERVING.has(mode)) {
      const { subnet } = this.#terms;
      const now = { ...subnet, usedBytes: subnet.usedBytes + this.#ledger.takenBytes };
      if (taken > freeBytes(now)) return false;
      this.#reserve(reservationCycles(now, taken), taken, revealMissing);
      this.#ledger.takenBytes += taken;
    }
    this.#usedBytes += bytes;
    return true;
  }

  #reserve(cycles: bigint, bytes: bigint, revealMissing: boolean): void {
    const { paid } = this.#terms;
    if (paid === undefined || cycles === 0n) return;
    const over = paid.reservedCycles + this.#ledger.reserved + cycles - paid.reservedCyclesLimit;
    if (over > 0n) throw reservedLimitExceeded(bytes, paid.reservedCyclesLimit, over);
    const missing = cycles - this.#ledger.cycles;
    if (missing > 0n) throw cyclesMissingInGrowth(bytes, revealMissing ? missing : undefined);
    this.#ledger.cycles -= cycles;
    this.#ledger.reserved += cycles;
  }

  #allocated(usedBytes: bigint): bigint {
    return allocatedBytes(usedBytes, this.#terms.memoryAllocation);
  }

  #frozenWith(bytes: bigint): bigint {
    const { paid } = this.#terms;
    if (paid === undefined) return 0n;
    const reservedCycles = paid.reservedCycles + this.#ledger.reserved;
    return freezingLimit({ ...paid, bytes, reservedCycles });
  }
}
