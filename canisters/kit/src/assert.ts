/** A broken invariant of our own code: the call traps and everything it wrote is rolled back. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * States what must hold whatever the caller sends.
 * Errors: InvariantError, which the endpoint turns into a trap.
 */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new InvariantError(invariant);
}
