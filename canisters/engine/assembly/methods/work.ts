import { Value } from '../candid/candid-value';
import { performance_counter } from '../system/ic0';
import { LoadedModel } from './loaded-models';

/** How a message's part of some work ended. */
export namespace Progress {
  export const DONE: i32 = 0;
  export const MORE: i32 = 1;
  export const REFUSED: i32 = 2;
}

const INSTRUCTIONS_OF_MESSAGE: u32 = 0;

/** Instructions of the message so far. */
export function instructionsSoFar(): u64 {
  return performance_counter(INSTRUCTIONS_OF_MESSAGE);
}

/** Work on a model that may take more than one message. Between messages it lives in the heap, and the model is its alone. */
export abstract class Work {
  /** Instructions of the messages before. */
  spent: u64 = 0;

  constructor(
    public loaded: LoadedModel,
    /** Keeps what lies in the request. */
    public request: Value,
  ) {}

  /** Goes on until the end, a refusal, or until what comes next might pass the limit of the message; at least one piece. */
  abstract advance(limit: u64): i32;

  /** What comes next, as a refusal names it. */
  abstract next(): string;

  /** The answer of work that is done; it may show memory of the model, which must be sent before another uses that. */
  abstract response(): Value;

  /** Gives memory back; the model stays. */
  abstract free(): void;
}
