import { join } from 'node:path';
import type { Command } from 'commander';
import { logOption, type Output, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';
import { stateFolder } from '../state/state-folder.ts';

/** What a user may say about a deployment. */
interface DeployOptions extends OutputOptions {
  readonly network: string;
  readonly rootKey?: string;
  readonly state?: string;
  readonly identity?: string;
  readonly init?: string;
}

/** Adds `indus deploy` to the command line. */
export function addDeploy(program: Command): void {
  program
    .command('deploy')
    .description('build what changed and bring the canisters of dfx.json to it')
    .argument('[names...]', 'canisters to deploy; all when none is named')
    .option('--network <name>', 'embedded, ic or the URL of a network', 'embedded')
    .option('--root-key <hex>', 'public key (DER) that the network is believed by')
    .option('--state <folder>', 'state folder of the embedded network')
    .option('--identity <file>', 'PEM file with the Ed25519 key of a controller; by default the developer’s')
    .option('--init <file>', 'JSON file with the first board of the registry')
    .addOption(logOption())
    .option('--json', 'print the result as one line of JSON')
    .action((names: string[], options: DeployOptions) =>
      runCommand(options, (output) => deploy(names, options, output)),
    );
}

async function deploy(names: readonly string[], options: DeployOptions, output: Output): Promise<void> {
  const { connect } = await import('@indus/client');
  const { buildCanisters } = await import('../deploy/build-canisters.ts');
  const { deployCanisters } = await import('../deploy/deploy-canisters.ts');
  const { initArguments, readBoardFile } = await import('../deploy/init-arguments.ts');
  const { resolveNetwork } = await import('../deploy/resolve-network.ts');
  const { keyFileIdentity, readKeyFile } = await import('../state/key-file.ts');

  const root = findProjectRoot();
  const state = stateFolder(root, options.state);
  const network = await resolveNetwork(root, state, options, output.progress);
  const identity = options.identity
    ? await readKeyFile(options.identity)
    : await keyFileIdentity(join(state.keys, 'developer.pem'));
  const board = options.init ? await readBoardFile(options.init) : undefined;
  const canisters = await buildCanisters(root, names, output.progress);
  const { url, rootKey } = network;
  const deployed = await deployCanisters({
    network,
    connection: connect({ url, identity, ...(rootKey && { rootKey }) }),
    canisters,
    initArguments: initArguments(board, network.isDevelopment ? 'dfx_test_key' : 'key_1'),
    progress: output.progress,
  });
  output.result(deployed.map(({ name, id, action }) => `${name} ${id.toText()} ${action}`).join('\n'), {
    network: network.name,
    canisters: deployed.map((canister) => ({ ...canister, id: canister.id.toText() })),
  });
}
