/** Units: milliseconds. */
export const FIRST_DELAY_MS = 1_000;
/** Units: milliseconds. */
export const DELAY_MS_MAX = 60_000;

/**
 * How long to wait after an attempt: double each time, up to a minute, and anywhere between half and all of it, so that phones
 * that lost the network together do not come back together.
 * Bounds: `attempts` from 1; `random` at least 0 and less than 1. Units: milliseconds.
 */
export function retryDelayMs(attempts: number, random: number): number {
  const whole = Math.min(DELAY_MS_MAX, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}
