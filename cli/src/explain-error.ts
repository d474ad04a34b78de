import { CommandFailed, type CommandFailedCode } from './command-failed.ts';

/** What a user is told of the errors of other packages, by their name and code. */
const EXPLAINED: Readonly<Record<string, { code: CommandFailedCode; hint: string }>> = {
  PortInUse: {
    code: 'port_in_use',
    hint: 'choose with --port or INDUS_PORT',
  },
  RemoteNotAllowed: {
    code: 'remote_not_allowed',
    hint: 'this would open the subnet to other machines; if that is meant, add --allow-remote',
  },
  OutcallOptionInvalid: { code: 'outcall_host_invalid', hint: 'see docs/outcalls.md' },
  ListenFailed: { code: 'listen_failed', hint: 'check --host and --port' },
  'StoreError schema-too-new': {
    code: 'state_too_new',
    hint: 'use the newer release, another folder with --state, or start afresh with --clean',
  },
  'StoreError no-access': { code: 'no_rights', hint: 'choose a folder of your own with --state' },
  'StoreError in-use': {
    code: 'state_in_use',
    hint: 'stop the other indus, or choose another folder with --state',
  },
  'StoreError not-ours': { code: 'state_invalid', hint: 'choose another folder with --state' },
  'StoreError corrupt': {
    code: 'state_invalid',
    hint: 'restore it from a backup, or start afresh with --clean',
  },
  StoreError: { code: 'state_invalid', hint: 'check the state folder' },
  'BackupError target-not-empty': {
    code: 'backup_refused',
    hint: 'choose an empty folder with --state, or forget the network first with start --clean',
  },
  'BackupError target-exists': { code: 'backup_refused', hint: 'choose another file name' },
  'BackupError schema-too-new': { code: 'state_too_new', hint: 'use the newer release' },
  BackupError: { code: 'backup_refused', hint: '' },
  BuildError: { code: 'build_failed', hint: '' },
  CallFailed: { code: 'call_failed', hint: '' },
  'CallFailed unreachable': { code: 'call_failed', hint: 'is it running? start it with: npm start' },
  ProofInvalid: { code: 'proof_invalid', hint: 'do not rely on this network, or check the root key' },
  EngineRefused: { code: 'refused', hint: '' },
  RegistryRefused: { code: 'refused', hint: '' },
};

const NO_RIGHTS = new Set(['EACCES', 'EPERM', 'EROFS']);
const NO_FOLDER = new Set(['ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR']);

/** Gives any error the form in which a command reports it. */
export function explainError(error: unknown): CommandFailed {
  if (error instanceof CommandFailed) return error;
  if (!(error instanceof Error)) return new CommandFailed('unexpected', String(error));
  const code = 'code' in error ? String(error.code) : '';
  if (NO_RIGHTS.has(code)) {
    return new CommandFailed(
      'no_rights',
      withHint(error.message, 'choose a folder of your own with --state'),
      {
        cause: error,
      },
    );
  }
  if (NO_FOLDER.has(code)) {
    return new CommandFailed('state_invalid', withHint(error.message, 'check the paths given'), {
      cause: error,
    });
  }
  const known = EXPLAINED[`${error.name} ${code}`] ?? EXPLAINED[error.name];
  if (!known) return new CommandFailed('unexpected', error.stack ?? error.message, { cause: error });
  return new CommandFailed(known.code, withHint(error.message, known.hint), { cause: error });
}

function withHint(message: string, hint: string): string {
  return hint === '' ? message : `${message}; ${hint}`;
}
