/**
 * A request refused as designed: the endpoint answers it as `Err` with this variant value. Thrown before the first write;
 * a refusal after a write traps.
 */
export class Refusal<MethodError extends object = object> extends Error {
  override readonly name = 'Refusal';
  /** The value of the canister's `MethodError`. */
  readonly error: MethodError;

  constructor(error: MethodError) {
    super('refused');
    this.error = error;
  }
}

/** Answers of a method, as its Candid type has them. */
export type MethodResult<Value, MethodError> = { Ok: Value } | { Err: MethodError };
