import type { CanisterState } from './canister-state.ts';

/** What a canister spends cycles on. Source: ic.did, `cycles_consumed`. */
export const CYCLES_USES = [
  'memory',
  'compute_allocation',
  'ingress_induction',
  'instructions',
  'request_and_response_transmission',
  'uninstall',
  'canister_creation',
  'http_outcalls',
  'burned_cycles',
] as const;

/** Units: cycles, since the canister was made. */
export type CyclesConsumed = Readonly<Record<(typeof CYCLES_USES)[number], bigint>>;

/** Adds to what a canister has spent; the balance is the caller's. Units: cycles. */
export function countConsumed(canister: CanisterState, use: keyof CyclesConsumed, cycles: bigint): void {
  if (cycles === 0n) return;
  const before = cyclesConsumed(canister);
  canister.consumed = { ...before, [use]: before[use] + cycles };
}

/** What a canister has spent. */
export function cyclesConsumed({ consumed }: CanisterState): CyclesConsumed {
  return consumed ?? NOTHING;
}

const NOTHING = Object.fromEntries(CYCLES_USES.map((use) => [use, 0n])) as unknown as CyclesConsumed;
