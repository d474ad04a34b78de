/** Why a store refuses. */
export type StoreErrorCode =
  | 'schema-too-new'
  | 'not-ours'
  | 'no-access'
  | 'in-use'
  | 'corrupt'
  | 'read-failed'
  | 'commit-failed'
  | 'closed';

/** Two schema versions that do not fit. */
export interface SchemaMismatch {
  readonly expected: number;
  readonly got: number;
}

/** A store that cannot be opened, read or written; `schema` is set with code `schema-too-new`. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly schema: SchemaMismatch | undefined;

  constructor(
    code: StoreErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly schema?: SchemaMismatch },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.schema = options?.schema;
  }
}
