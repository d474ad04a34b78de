/** Why a backup was not written or not restored; a closed set. */
export type BackupErrorCode =
  | 'not-a-backup'
  | 'truncated'
  | 'altered'
  | 'schema-too-new'
  | 'root-differs'
  | 'no-state'
  | 'target-exists'
  | 'target-not-empty'
  | 'write-failed';

/** A backup that could not be written or restored; nothing was left behind. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
