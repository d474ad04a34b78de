/** Bounds: growth of the memory in use over a run. Units: bytes. */
export const MEMORY_GROWTH_MAX = 64 * 1024 * 1024;
/** Samples below which nothing can be told. */
const SAMPLES_MIN = 6;

/**
 * By how much memory grew over the samples: the least of the last third over the least of the first third after the
 * start. What rises and falls again is no growth. Units: bytes.
 */
export function memoryGrowth(samples: readonly number[]): number {
  if (samples.length < SAMPLES_MIN) return 0;
  const warm = samples.slice(1);
  const third = Math.floor(warm.length / 3);
  return Math.max(0, Math.min(...warm.slice(-third)) - Math.min(...warm.slice(0, third)));
}
