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

/** Numbers beyond those of JSON as digits, principals as their text. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  const isPrincipal = typeof value === 'object' && value !== null && '__principal__' in value;
  return isPrincipal ? value.__principal__ : value;
}
