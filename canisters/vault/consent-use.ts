import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';

/** How often a consent was used within its frequency's unit that is running. */
export interface ConsentUse {
  readonly windowStartNs: bigint;
  readonly reads: number;
}

/** The row of {@link ConsentUse}. */
export function encodeConsentUse({ windowStartNs, reads }: ConsentUse): Uint8Array {
  return new ByteWriter().u64(windowStartNs).u32(reads).finish();
}

/** Reads the row of {@link encodeConsentUse}; no row: never used. */
export function decodeConsentUse(bytes: Uint8Array | undefined): ConsentUse {
  if (bytes === undefined) return { windowStartNs: 0n, reads: 0 };
  const reader = new ByteReader(bytes);
  return { windowStartNs: reader.u64(), reads: reader.u32() };
}

/**
 * The use after one more read, or when the next is allowed. Windows are whole units from the consent's start; without a unit
 * all reads count together.
 */
export function useOnce(
  use: ConsentUse,
  limits: { readonly startNs: bigint; readonly unitNs: bigint | undefined; readonly readsMax: number },
  nowNs: bigint,
): { readonly next: ConsentUse } | { readonly nextAtNs: bigint } {
  const { startNs, unitNs, readsMax } = limits;
  const windowStartNs = unitNs === undefined ? startNs : startNs + ((nowNs - startNs) / unitNs) * unitNs;
  const reads = use.windowStartNs === windowStartNs ? use.reads : 0;
  if (reads < readsMax) return { next: { windowStartNs, reads: reads + 1 } };
  return { nextAtNs: unitNs === undefined ? 0xffff_ffff_ffff_ffffn : windowStartNs + unitNs };
}
