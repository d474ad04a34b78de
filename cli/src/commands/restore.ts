import { resolve } from 'node:path';
import type { Command } from 'commander';
import { logOption, type Output, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';
import { stateFolder } from '../state/state-folder.ts';

/** What a user may say about a restoration. */
interface RestoreCommandOptions extends OutputOptions {
  readonly state?: string;
}

/** Adds `indus restore` to the command line. */
export function addRestore(program: Command): void {
  program
    .command('restore')
    .description('bring back the state of the embedded network from a backup, where none is')
    .argument('<file>', 'a file that `indus backup` wrote')
    .option('--state <folder>', 'state folder to fill')
    .addOption(logOption())
    .option('--json', 'print the result as one line of JSON')
    .action((file: string, options: RestoreCommandOptions) =>
      runCommand(options, (output) => restore(file, options, output)),
    );
}

async function restore(file: string, options: RestoreCommandOptions, output: Output): Promise<void> {
  const { restoreStateFolder } = await import('../state/backup-state.ts');
  const state = stateFolder(findProjectRoot(), options.state);
  const header = await restoreStateFolder(state, resolve(file));
  output.progress(
    'This is the same subnet with the same secret: never let the old one and this one run both.',
  );
  output.result(`${state.path} height=${header.height} root=${header.root} verified`, {
    state: state.path,
    ...header,
  });
}
