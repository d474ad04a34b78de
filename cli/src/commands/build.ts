import { type Command, Option } from 'commander';
import { logOption, type Output, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';
import { isSiteName, type SiteName } from '../site/site-name.ts';
import { stateFolder } from '../state/state-folder.ts';

/** What a user may say about a build; all but the form of the output is for pages. */
interface BuildOptions extends OutputOptions {
  readonly network?: string;
  readonly rootKey?: string;
  readonly identityProvider?: string;
  readonly state?: string;
}

/** Adds `indus build` to the command line. */
export function addBuild(program: Command): void {
  program
    .command('build')
    .description('build the canisters of dfx.json whose sources changed, or pages for a network')
    .argument('[names...]', 'canisters or pages (portal, identity_page); all canisters when none is named')
    .option('--network <name>', 'pages: embedded, ic or another network of dfx.json')
    .addOption(
      new Option('--root-key <hex>', 'pages: public key (DER) of a network of one’s own').env(
        'INDUS_ROOT_KEY',
      ),
    )
    .addOption(
      new Option('--identity-provider <url>', 'pages: where people sign in').env('INDUS_IDENTITY_PROVIDER'),
    )
    .option('--state <folder>', 'pages: state folder of the embedded network')
    .addOption(logOption())
    .option('--json', 'print the result as one line of JSON')
    .action((names: string[], options: BuildOptions) =>
      runCommand(options, (output) => build(names, options, output)),
    );
}

async function build(names: readonly string[], options: BuildOptions, output: Output): Promise<void> {
  const root = findProjectRoot();
  const pages = names.filter(isSiteName);
  const canisters = names.filter((name) => !isSiteName(name));
  const lines: string[] = [];
  const result: { canisters: unknown[]; pages: unknown[] } = { canisters: [], pages: [] };
  if (canisters.length > 0 || pages.length === 0) {
    const { buildCanisters } = await import('../deploy/build-canisters.ts');
    const built = await buildCanisters(root, canisters, output.progress);
    result.canisters.push(...built);
    for (const { name, moduleHash, wasmGzSizeBytes, isUnchanged } of built) {
      lines.push(`${name} ${moduleHash} ${wasmGzSizeBytes} bytes${isUnchanged ? ' (unchanged)' : ''}`);
    }
  }
  for (const name of pages) {
    const page = await buildPage(name, root, options);
    result.pages.push(page);
    lines.push(`${name} ${page.directory} for ${page.network}`);
  }
  output.result(lines.join('\n'), result);
}

async function buildPage(name: SiteName, root: string, options: BuildOptions) {
  const { buildForNetwork } = await import('../site/build-for-network.ts');
  const project = { root, state: stateFolder(root, options.state), environment: process.env };
  const { directory, configuration } = await buildForNetwork(name, project, options);
  return { name, directory, network: configuration.network };
}
