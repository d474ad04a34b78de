import { resolve } from 'node:path';
import type { Command } from 'commander';
import { logOption, type Output, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';
import { stateFolder } from '../state/state-folder.ts';

/** What a user may say about a backup. */
interface BackupCommandOptions extends OutputOptions {
  readonly state?: string;
}

/** Adds `indus backup` to the command line. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('write the whole state of the embedded network, running or not, to one new file')
    .argument('<file>', 'the file to write; it holds the secret of the subnet and the keys: keep it safe')
    .option('--state <folder>', 'state folder of the embedded network')
    .addOption(logOption())
    .option('--json', 'print the result as one line of JSON')
    .action((file: string, options: BackupCommandOptions) =>
      runCommand(options, (output) => backup(file, options, output)),
    );
}

async function backup(file: string, options: BackupCommandOptions, output: Output): Promise<void> {
  const { backupState } = await import('../state/backup-state.ts');
  const path = resolve(file);
  const header = await backupState(stateFolder(findProjectRoot(), options.state), path);
  output.progress(
    'The file holds the secret of the subnet and private keys; only you can read it. Keep it so.',
  );
  output.result(
    `${path} height=${header.height} root=${header.root} bytes=${header.contentBytes} sha256=${header.sha256}`,
    { file: path, ...header },
  );
}
