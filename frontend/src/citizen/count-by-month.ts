import type { PositionFacts } from '../dossier/position-facts.ts';

/** How often others came in one month, by how it ended. */
export interface MonthCounts {
  /** Its first moment, in the device's time zone. Units: milliseconds since 1970-01-01 UTC. */
  readonly startMs: number;
  readonly granted: number;
  readonly denied: number;
  readonly sealed: number;
}

/** Counts the accesses of others in each of the last months, oldest first; a month without any counts nothing. */
export function countByMonth(
  positions: readonly PositionFacts[],
  nowMs: number,
  months: number,
): MonthCounts[] {
  const now = new Date(nowMs);
  return Array.from({ length: months }, (_, at) => {
    const back = months - 1 - at;
    const startMs = new Date(now.getFullYear(), now.getMonth() - back).getTime();
    const endMs = new Date(now.getFullYear(), now.getMonth() - back + 1).getTime();
    const within = positions.filter(({ at_ns, byOthers }) => {
      const atMs = Number(at_ns / 1_000_000n);
      return byOthers && atMs >= startMs && atMs < endMs;
    });
    const count = (outcome: PositionFacts['outcome']) =>
      within.filter((each) => each.outcome === outcome).length;
    return { startMs, granted: count('granted'), denied: count('denied'), sealed: count('sealed') };
  });
}
