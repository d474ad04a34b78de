import type { Command } from 'commander';
import { logOption, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';

/** Adds `indus build` to the command line. */
export function addBuild(program: Command): void {
  program
    .command('build')
    .description('build the canisters of dfx.json whose sources changed')
    .argument('[names...]', 'canisters to build; all when none is named')
    .addOption(logOption())
    .option('--json', 'print the result as one line of JSON')
    .action((names: string[], options: OutputOptions) =>
      runCommand(options, async (output) => {
        const { buildCanisters } = await import('../deploy/build-canisters.ts');
        const built = await buildCanisters(findProjectRoot(), names, output.progress);
        const lines = built.map(
          ({ name, moduleHash, wasmGzSizeBytes, isUnchanged }) =>
            `${name} ${moduleHash} ${wasmGzSizeBytes} bytes${isUnchanged ? ' (unchanged)' : ''}`,
        );
        output.result(lines.join('\n'), { canisters: built });
      }),
    );
}
