import { connect, type Connection, type Identity, type Principal } from '@indus/client';
import type { Subnet } from '@indus/subnet';
import type { BuiltCanister } from '../build/index.ts';
import { Demonstration } from '../demo/demonstration.ts';
import { buildCanisters } from '../deploy/build-canisters.ts';
import { deployCanisters } from '../deploy/deploy-canisters.ts';
import { initArguments, readBoardFile, VAULT_SHARDS } from '../deploy/init-arguments.ts';
import { EMBEDDED, type Network } from '../deploy/resolve-network.ts';
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
  const demonstration = options.demo && !options.init ? new Demonstration(state, keys, connectAs) : undefined;
  const built = await building;
  // The registry is filled before a vault is installed, which looks there at once and then each minute.
  const first = await deploy(built.filter(({ name }) => name === 'registry'));
  if (first[0]) await demonstration?.fillRegistry(first[0].id, progress);
  const others = await deploy(built.filter(({ name }) => name !== 'registry'));
  const ids = new Map([...first, ...others].map(({ name, id }) => [name, id]));
  const vault = ids.get(VAULT_SHARDS[0]);
  if (vault) await demonstration?.fillVault(vault, progress);
  return ids;
}
