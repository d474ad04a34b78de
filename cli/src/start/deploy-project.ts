import { connect, type Connection, type Identity, type Principal } from '@indus/client';
import type { Subnet } from '@indus/subnet';
import type { BuiltCanister } from '../build/index.ts';
import { Demonstration } from '../demo/demonstration.ts';
import { buildCanisters } from '../deploy/build-canisters.ts';
import { deployCanisters } from '../deploy/deploy-canisters.ts';
import { IDENTITY, initArguments, readBoardFile, VAULT_SHARDS } from '../deploy/init-arguments.ts';
import { EMBEDDED, type Network } from '../deploy/resolve-network.ts';
import { portalOrigin } from '../site/serve-sites.ts';
import { BOARD_THRESHOLD, developmentKeys } from '../state/development-keys.ts';
import type { StateFolder } from '../state/state-folder.ts';

/** What is deployed on the embedded network, and how it begins. */
export interface ProjectOptions {
  /** Folder of the project. */
  readonly root: string;
  readonly demo: boolean;
  /** File with the first board of the registry. */
  readonly init?: string;
}

/** The canisters that others follow. */
const FIRST: ReadonlySet<string> = new Set(['registry', IDENTITY]);

/**
 * The canisters of the project and their ids, once all run the built modules.
 * Errors: BuildError; CommandFailed, CallFailed, ProofInvalid.
 */
export async function deployProject(
  options: ProjectOptions,
  state: StateFolder,
  subnet: Subnet,
  progress: (text: string) => void,
): Promise<ReadonlyMap<string, Principal>> {
  const building = buildCanisters(options.root, [], progress);
  const keys = await developmentKeys(state);
  const board = options.init
    ? await readBoardFile(options.init)
    : { members: keys.board.map((member) => member.getPrincipal()), threshold: BOARD_THRESHOLD };
  const connectAs = (identity: Identity): Connection =>
    connect({ url: subnet.url, rootKey: subnet.rootKey, identity, fetch: subnet.fetch });
  const network: Network = {
    name: EMBEDDED,
    url: subnet.url,
    rootKey: subnet.rootKey,
    canisterIds: state.canisterIds,
    isDevelopment: true,
  };
  const deploy = (canisters: readonly BuiltCanister[]) =>
    deployCanisters({
      network,
      connection: connectAs(keys.developer),
      canisters,
      initArguments: initArguments(board, 'dfx_test_key'),
      progress,
    });
  const demonstration = isDemonstrated(options)
    ? new Demonstration({ state, keys, connect: connectAs, origin: portalOrigin(subnet.port), progress })
    : undefined;
  const built = await building;
  // The registry is filled before a vault is installed, which looks there at once and then each minute.
  const first = await deploy(built.filter(({ name }) => FIRST.has(name)));
  const ids = new Map(first.map(({ name, id }) => [name, id]));
  const [registry, identity] = [ids.get('registry'), ids.get(IDENTITY)];
  if (registry && identity) await demonstration?.fillRegistry({ registry, identity });
  const others = await deploy(built.filter(({ name }) => !FIRST.has(name)));
  for (const { name, id } of others) ids.set(name, id);
  const [vault, ...shards] = VAULT_SHARDS.flatMap((name) => ids.get(name) ?? []);
  const vaultModuleHash = others.find(({ name }) => name === VAULT_SHARDS[0])?.moduleHash;
  if (registry && identity && vault && vaultModuleHash !== undefined) {
    await demonstration?.fillVault({ registry, identity, vaults: [vault, ...shards], vaultModuleHash });
  }
  return ids;
}

/** Whether a network shows invented people and their data. */
export function isDemonstrated({ demo, init }: Pick<ProjectOptions, 'demo' | 'init'>): boolean {
  return demo && init === undefined;
}
