import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { logOption, type Output, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';
import { stateFolder } from '../state/state-folder.ts';
import { DEFAULT_PORT } from './start.ts';

/** What a user may say about the check-up. */
interface DoctorOptions extends OutputOptions {
  readonly port?: string;
  readonly state?: string;
}

/** Adds `indus doctor` to the command line. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look whether this machine and the state folder are fit, and say what to do')
    .option('--port <number>', 'port to look at', process.env['INDUS_PORT'] ?? String(DEFAULT_PORT))
    .option('--state <folder>', 'state folder of the embedded network')
    .addOption(logOption())
    .option('--json', 'print the result as one line of JSON')
    .action((options: DoctorOptions) => runCommand(options, (output) => doctor(options, output)));
}

async function doctor(options: DoctorOptions, output: Output): Promise<void> {
  const machine = await import('../doctor/check-machine.ts');
  const { checkState } = await import('../doctor/check-state.ts');
  const { readNetworkFile } = await import('../state/network-file.ts');
  const root = findProjectRoot();
  const state = stateFolder(root, options.state);
  const running = await readNetworkFile(state).catch(() => undefined);
  const { mtimeMs } = await stat(join(root, 'package.json'));
  const checks = [
    machine.checkNode(process.versions.node),
    machine.checkPackages(root),
    machine.checkClock(Date.now(), mtimeMs),
    await machine.checkPort(Number(options.port), running?.url),
    ...(await checkState(state)),
    await machine.checkIcp(root),
    await machine.checkChromium(),
  ];
  const lines = checks.map(
    ({ name, result, found, advice }) =>
      `${result.padEnd(4)}  ${name.padEnd(12)}  ${found}${advice === '' ? '' : `\n      ${' '.repeat(12)}  → ${advice}`}`,
  );
  const healthy = checks.every(({ result }) => result !== 'fail');
  output.result(lines.join('\n'), { ok: healthy, checks });
  if (!healthy) process.exitCode = 1;
}
