import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CommandFailed } from './command-failed.ts';

/**
 * The folder of the project: the nearest one upwards that holds `dfx.json`.
 * Errors: CommandFailed `no_project`.
 */
export function findProjectRoot(from: string = process.cwd()): string {
  let folder = resolve(from);
  while (!existsSync(join(folder, 'dfx.json'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new CommandFailed('no_project', `expected dfx.json in ${resolve(from)} or above, got none`);
    }
    folder = parent;
  }
  return folder;
}
