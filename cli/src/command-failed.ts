/** Why a command stopped; a closed set, so that scripts can switch over it. */
export type CommandFailedCode =
  | 'backup_refused'
  | 'bad_option'
  | 'build_failed'
  | 'call_failed'
  | 'listen_failed'
  | 'network_required'
  | 'no_project'
  | 'no_rights'
  | 'not_controller'
  | 'not_created'
  | 'outcall_host_invalid'
  | 'port_in_use'
  | 'proof_invalid'
  | 'refused'
  | 'remote_not_allowed'
  | 'root_key_required'
  | 'state_in_use'
  | 'state_invalid'
  | 'state_too_new'
  | 'unexpected';

/** A command that could not do what it was asked; the message says what to do about it. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly code: CommandFailedCode;

  constructor(code: CommandFailedCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
