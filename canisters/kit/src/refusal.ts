/**
 * A request refused as designed: the endpoint answers it as `Err` with this variant value. Thrown before the first write;
 * a refusal after a write traps.
 */
export class Refusal<MethodError extends object = object> extends Error {
  override readonly name: string = 'Refusal';
  /** The value of the canister's `MethodError`. */
  readonly error: MethodError;

  constructor(error: MethodError) {
    super('refused');
    this.error = error;
  }
}

/**
 * A refusal that leaves a trace on purpose: what was written before it is kept, as the ledger entry of a denied read. The
 * method answers for the writes being whole.
 */
export class RecordedRefusal<MethodError extends object = object> extends Refusal<MethodError> {
  override readonly name = 'RecordedRefusal';
}

/** Answers of a method, as its Candid type has them. */
export type MethodResult<Value, MethodError> = { Ok: Value } | { Err: MethodError };
