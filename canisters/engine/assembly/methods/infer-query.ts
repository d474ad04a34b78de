import { Value } from '../candid/candid-value';
import { beginInference } from './inference';
import { refuseBudget } from './method-error';
import { Progress, instructionsSoFar } from './work';

/** What a query may take. Source: dfinity/ic, subnet_config.rs, MAX_INSTRUCTIONS_PER_QUERY_MESSAGE. */
export const QUERY_INSTRUCTIONS_MAX: u64 = 5_000_000_000;

/** Kept back for the answer and for what the estimate does not see. */
const INSTRUCTIONS_KEPT: u64 = 250_000_000;

/** An inference in one query. Errors: the request's; over_budget before it begins, or between two steps. */
export function inferQuery(request: Value): Value | null {
  const inference = beginInference(request);
  if (inference === null) return null;
  const needed = instructionsSoFar() + inference.needed;
  if (needed > QUERY_INSTRUCTIONS_MAX) {
    refuseBudget(needed, QUERY_INSTRUCTIONS_MAX);
    return null;
  }
  const progress = inference.advance(QUERY_INSTRUCTIONS_MAX - INSTRUCTIONS_KEPT);
  if (progress == Progress.DONE) return inference.response();
  if (progress == Progress.MORE) refuseBudget(instructionsSoFar() + inference.needed, QUERY_INSTRUCTIONS_MAX);
  return null;
}
