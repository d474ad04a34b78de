/** Every way in which a build is refused; a closed set, so that a caller can switch over it. */
export type BuildErrorCode =
  | 'project-invalid'
  | 'canister-unknown'
  | 'contract-missing'
  | 'contract-invalid'
  | 'contract-mismatch'
  | 'entry-missing'
  | 'toolchain-missing'
  | 'toolchain-mismatch'
  | 'bundle-failed'
  | 'compile-failed'
  | 'bundle-refused'
  | 'module-failed'
  | 'build-timeout'
  | 'build-crashed';

/** A build that was refused or failed; nothing of its outputs has been written. */
export class BuildError extends Error {
  readonly code: BuildErrorCode;
  readonly canister: string | undefined;

  constructor(code: BuildErrorCode, message: string, options: { canister?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'BuildError';
    this.code = code;
    this.canister = options.canister;
  }
}
