/** A canister refused a request, as its interface says it may. Nothing was changed. */
export class Refused<MethodError extends object> extends Error {
  override readonly name: string = 'Refused';
  /** The reason, with what the caller needs to act. */
  readonly error: MethodError;

  constructor(method: string, error: MethodError) {
    const [reason = 'Other', detail] = Object.entries(error)[0] ?? [];
    super(`${method}: ${reason} ${JSON.stringify(detail, plain)}`);
    this.error = error;
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
