import { ITERATIONS_MAX } from './limits';
import { RefusalCode, refuse } from './refusal';

let iterations: i32 = 0;

/** Begins to count anew; each run of a model does. */
export function resetIterations(): void {
  iterations = 0;
}

/** Counts a run of a loop's body. False: refused, they were {@link ITERATIONS_MAX} before. */
export function countIteration(): bool {
  if (++iterations <= ITERATIONS_MAX) return true;
  const most = ITERATIONS_MAX.toString();
  return refuse(RefusalCode.TOO_LARGE, 'loops run more than ' + most + ' times in one run');
}
