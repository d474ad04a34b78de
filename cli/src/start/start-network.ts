import { mkdir } from 'node:fs/promises';
import { buildCandidUi, CANDID_UI_CANISTER } from '@indus/candid-ui';
import { connect, type Connection, type Principal, toHex } from '@indus/client';
import { Subnet } from '@indus/subnet';
import { Demonstration } from '../demo/demonstration.ts';
import { buildCanisters } from '../deploy/build-canisters.ts';
import { deployCanisters } from '../deploy/deploy-canisters.ts';
import { initArguments, readBoardFile, VAULT_SHARDS } from '../deploy/init-arguments.ts';
import { EMBEDDED, type Network } from '../deploy/resolve-network.ts';
import type { Output } from '../output.ts';
import { BOARD_THRESHOLD, developmentKeys, type DevelopmentKeys } from '../state/development-keys.ts';
import { removeNetworkFile, writeNetworkFile } from '../state/network-file.ts';
import { cleanState, stateFolder, type StateFolder } from '../state/state-folder.ts';
import { untilStopped } from './until-stopped.ts';

/** How the embedded network is started. */
export interface StartOptions {
  /** Folder of the project. */
  readonly root: string;
  readonly port: number;
  readonly host?: string;
  readonly allowRemote?: boolean;
  readonly state?: string;
  readonly clean?: boolean;
  readonly demo: boolean;
  readonly init?: string;
  /** Hosts that outcalls of canisters reach; neither given: none. */
  readonly outcallsAllow?: readonly string[];
  readonly outcallsAllowPrivate?: readonly string[];
}

const NOTICE =
  'The embedded subnet is one process and one node’s trust: for development and evaluation, not for production.';

/**
 * Starts the embedded network, deploys the project on it, says `ready`, and runs until SIGINT or SIGTERM.
 * Errors: CommandFailed and those of the packages it uses; nothing runs then.
 */
export async function startNetwork(options: StartOptions, output: Output): Promise<void> {
  const state = stateFolder(options.root, options.state);
  if (options.clean) await cleanState(state);
  await mkdir(state.path, { recursive: true });
  output.progress(NOTICE);
  const { host, allowRemote } = options;
  const candidUi = await buildCandidUi(state.candidUi);
  const subnet = await Subnet.start({
    stateDir: state.subnet,
    cacheDir: state.moduleCache,
    port: options.port,
    ...(host !== undefined && { host }),
    ...(allowRemote !== undefined && { allowRemote }),
    ...outcallsOf(options),
    gateway: { canisterSites: { [CANDID_UI_CANISTER]: candidUi } },
    onLog: output.event,
  });
  const stopped = untilStopped(subnet, output.progress);
  try {
    const canisters = await Promise.race([deployProject(options, state, subnet, output), stopped]);
    if (!canisters) return;
    await writeNetworkFile(state, { url: subnet.url, rootKey: subnet.rootKey });
    sayReady(subnet, canisters, output);
    await stopped;
  } finally {
    await subnet.stop();
    await removeNetworkFile(state);
  }
}

function outcallsOf({ outcallsAllow: allow, outcallsAllowPrivate: allowPrivate }: StartOptions) {
  if (allow === undefined && allowPrivate === undefined) return {};
  return { outcalls: { allow: allow ?? [], ...(allowPrivate && { allowPrivate }) } };
}

/** The canisters of the project and their ids, once all run the built modules. */
async function deployProject(
  options: StartOptions,
  state: StateFolder,
  subnet: Subnet,
  output: Output,
): Promise<ReadonlyMap<string, Principal>> {
  const keys = await developmentKeys(state);
  const board = options.init
    ? await readBoardFile(options.init)
    : { members: keys.board.map((member) => member.getPrincipal()), threshold: BOARD_THRESHOLD };
  const network: Network = {
    name: EMBEDDED,
    url: subnet.url,
    rootKey: subnet.rootKey,
    canisterIds: state.canisterIds,
    isDevelopment: true,
  };
  const built = await buildCanisters(options.root, [], output.progress);
  const deploy = (canisters: typeof built) =>
    deployCanisters({
      network,
      connection: connectAs(subnet, keys.developer),
      canisters,
      initArguments: initArguments(board, 'dfx_test_key'),
      progress: output.progress,
    });
  const demonstration =
    options.demo && !options.init
      ? new Demonstration(state, keys, (identity) => connectAs(subnet, identity))
      : undefined;
  // The registry is filled before a vault is installed, which looks there at once and then each minute.
  const first = await deploy(built.filter(({ name }) => name === 'registry'));
  if (first[0]) await demonstration?.fillRegistry(first[0].id, output.progress);
  const others = await deploy(built.filter(({ name }) => name !== 'registry'));
  const ids = new Map([...first, ...others].map(({ name, id }) => [name, id]));
  const vault = ids.get(VAULT_SHARDS[0]);
  if (vault) await demonstration?.fillVault(vault, output.progress);
  return ids;
}

function connectAs(subnet: Subnet, identity: DevelopmentKeys['developer']): Connection {
  return connect({ url: subnet.url, rootKey: subnet.rootKey, identity, fetch: subnet.fetch });
}

function sayReady(subnet: Subnet, canisters: ReadonlyMap<string, Principal>, output: Output): void {
  const ids = [...canisters].map(([name, id]) => [name, id.toText()] as const);
  const readyMs = Math.round(performance.now());
  const rootKey = toHex(subnet.rootKey);
  const text = ids.map(([name, id]) => `${name}=${id}`).join(' ');
  output.result(`ready ${subnet.url} root-key=${rootKey} ${text} (${readyMs} ms)`, {
    ready: true,
    url: subnet.url,
    portal: null,
    rootKey,
    canisters: Object.fromEntries(ids),
    readyMs,
  });
}
