/** The one seam through which time enters the subnet. */
export interface Clock {
  /** Nanoseconds since 1970-01-01 UTC. */
  now(): bigint;
}

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves the clock forward. Units: milliseconds, not negative. */
  advance(ms: number): void;
}
