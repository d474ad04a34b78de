/** What one look at the machine found. `fail` stops Indus from working; `warn` takes something away. */
export interface Check {
  readonly name: string;
  readonly result: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it; empty when nothing is to be done. */
  readonly advice: string;
}

/** A check that found nothing to do. */
export function ok(name: string, found: string): Check {
  return { name, result: 'ok', found, advice: '' };
}

/** A check that takes something away, and how to get it back. */
export function warn(name: string, found: string, advice: string): Check {
  return { name, result: 'warn', found, advice };
}

/** A check that stops Indus from working, and what to do. */
export function fail(name: string, found: string, advice: string): Check {
  return { name, result: 'fail', found, advice };
}
