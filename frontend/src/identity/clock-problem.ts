import { CallFailed, ProofInvalid } from '@indus/client';

/** How far a clock may be wrong before the network minds. Source: IC interface specification, `ingress_expiry`. */
const TOLERANCE_MS = 120_000;

/** The network refuses because this device's clock is wrong. */
export class ClockProblem extends Error {
  override readonly name = 'ClockProblem';
  /** Units: milliseconds; positive when the clock is ahead. */
  readonly aheadMs: number;

  constructor(aheadMs: number, options: ErrorOptions) {
    super(`expected the time of the server, got one that is ${aheadMs} ms ahead`, options);
    this.aheadMs = aheadMs;
  }
}

/**
 * The same error, or ClockProblem where the device's clock is what is wrong: signatures and certificates carry the time. The
 * server's word for the time is believed for an explanation alone.
 */
export async function withClock(error: unknown, fetcher: typeof fetch = fetch): Promise<unknown> {
  if (!(error instanceof CallFailed) && !(error instanceof ProofInvalid)) return error;
  const aheadMs = await fetcher('/indus.json', { method: 'HEAD', cache: 'no-store' }).then(
    ({ headers }) => Date.now() - Date.parse(headers.get('date') ?? ''),
    () => Number.NaN,
  );
  return Math.abs(aheadMs) > TOLERANCE_MS ? new ClockProblem(aheadMs, { cause: error }) : error;
}
