/** The one seam through which time enters the subnet. */
export interface Clock {
  /** Nanoseconds since 1970-01-01 UTC. */
  now(): bigint;
}

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves the clock forward. Units: milliseconds, not negative. */
  advance(ms: number): void;
  /** Moves the clock to a moment that is not in its past. Units: nanoseconds since 1970. */
  set(timeNs: bigint): void;
}

/** Brings a manual clock up to the newest round that is stored: what was acknowledged then is not yet in the past. */
export function catchUp(clock: ManualClock, storedNs: bigint): void {
  const behindNs = storedNs - clock.now();
  if (behindNs > 0n) clock.advance(Number(behindNs / 1_000_000n) + 1);
}
