import type { Command } from 'commander';
import { logOption, type Output, type OutputOptions, runCommand } from '../output.ts';
import { findProjectRoot } from '../project-root.ts';
import { stateFolder } from '../state/state-folder.ts';

/** What a user may say about the network to look at. */
interface StatusOptions extends OutputOptions {
  readonly network: string;
  readonly rootKey?: string;
  readonly state?: string;
}

/** Adds `indus status` to the command line. */
export function addStatus(program: Command): void {
  program
    .command('status')
    .description('what a network certifies about the canisters of this project')
    .option('--network <name>', 'embedded, ic or the URL of a network', 'embedded')
    .option('--root-key <hex>', 'public key (DER) that the network is believed by')
    .option('--state <folder>', 'state folder of the embedded network')
    .addOption(logOption())
    .option('--json', 'print the result as one line of JSON')
    .action((options: StatusOptions) => runCommand(options, (output) => status(options, output)));
}

async function status(options: StatusOptions, output: Output): Promise<void> {
  const { connect, readCanister, toHex } = await import('@indus/client');
  const { resolveNetwork } = await import('../deploy/resolve-network.ts');
  const { readCanisterIds } = await import('../state/canister-ids.ts');

  const root = findProjectRoot();
  const network = await resolveNetwork(root, stateFolder(root, options.state), options, output.progress);
  const { url, rootKey } = network;
  const connection = connect({ url, ...(rootKey && { rootKey }) });
  const canisters = [];
  for (const [name, id] of await readCanisterIds(network.canisterIds, network.name)) {
    const onRecord = await readCanister(connection, id);
    canisters.push({
      name,
      id: id.toText(),
      state: onRecord ? (onRecord.module_hash ? 'installed' : 'empty') : 'missing',
      moduleHash: onRecord?.module_hash ? toHex(onRecord.module_hash) : null,
      controllers: onRecord?.controllers.map((controller) => controller.toText()) ?? [],
    });
  }
  const lines = canisters.map(
    (canister) => `${canister.name} ${canister.id} ${canister.state} ${canister.moduleHash ?? ''}`,
  );
  output.result([`${network.name} ${network.url} verified`, ...lines].join('\n'), {
    network: network.name,
    url: network.url,
    rootKey: toHex(connection.trust.rootKey),
    canisters,
  });
}
