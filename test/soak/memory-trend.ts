/** What the process was like at a moment. Units: milliseconds since the soak and since the process began; bytes. */
export interface Sample {
  readonly atMs: number;
  readonly life: number;
  readonly ageMs: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly storeBytes: number;
  readonly knownRequests: number;
}

/** Bounds: pairs of samples nearer than this say more of noise than of growth. Units: milliseconds. */
const APART_MS_MIN = 60_000;

/**
 * How fast resident memory grows within a life: the median over all pairs of samples (Theil and Sen), so that single
 * peaks count for nothing. Undefined: too few samples. Units: bytes per minute.
 */
export function residentSlope(
  samples: readonly Sample[],
  warmUpMs: number,
  ageMsMin: number,
): number | undefined {
  const settled = samples.filter(({ atMs, ageMs }) => atMs >= warmUpMs && ageMs >= ageMsMin);
  const slopes: number[] = [];
  for (const [at, first] of settled.entries()) {
    for (const last of settled.slice(at + 1)) {
      const apartMs = last.atMs - first.atMs;
      if (last.life !== first.life || apartMs < APART_MS_MIN) continue;
      slopes.push(((last.residentBytes - first.residentBytes) / apartMs) * 60_000);
    }
  }
  return slopes.length < 10 ? undefined : medianOf(slopes);
}

/** The middle value. Bounds: at least one. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
