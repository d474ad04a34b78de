/** A transaction that a ledger refuses as designed: one case of the method's error variant. */
export class LedgerRefused extends Error {
  override readonly name = 'LedgerRefused';
  /** As Candid has it: `{ Case: content }`. */
  readonly reason: Readonly<Record<string, unknown>>;

  constructor(reason: Readonly<Record<string, unknown>>) {
    super(Object.keys(reason)[0] ?? '');
    this.reason = reason;
  }
}

/** Result of a method as Candid has it. Errors: all but LedgerRefused. */
export async function okOrErr(transact: () => Promise<unknown>): Promise<{ Ok: unknown } | { Err: unknown }> {
  try {
    return { Ok: await transact() };
  } catch (error) {
    if (error instanceof LedgerRefused) return { Err: error.reason };
    throw error;
  }
}
