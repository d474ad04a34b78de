import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Where a project's network keeps what it must not lose. */
export interface StateFolder {
  readonly path: string;
  /** The embedded subnet's own folder. */
  readonly subnet: string;
  /** Prepared modules; may be deleted at any time. */
  readonly moduleCache: string;
  /** Pages of the Candid UI, written anew at each start. */
  readonly candidUi: string;
  /** Private keys of the developer and of the board's generated members. */
  readonly keys: string;
  /** Canister ids in dfx's shape. */
  readonly canisterIds: string;
  /** How to reach the network that runs on this state. */
  readonly network: string;
  /** Present once demonstration data was written. */
  readonly demonstration: string;
}

/** The state folder's name when none is given. */
export const STATE_FOLDER = '.indus';

/** Where the built pages of a project lie, whatever its state folder: beside its built modules. */
export function sitesFolder(root: string): string {
  return resolve(root, STATE_FOLDER, 'sites');
}

/** The places inside a state folder. Nothing is written. */
export function stateFolder(root: string, path: string = STATE_FOLDER): StateFolder {
  const folder = resolve(root, path);
  return {
    path: folder,
    subnet: join(folder, 'subnet'),
    moduleCache: join(folder, 'module-cache'),
    candidUi: join(folder, 'candid-ui'),
    keys: join(folder, 'keys'),
    canisterIds: join(folder, 'canister_ids.json'),
    network: join(folder, 'network.json'),
    demonstration: join(folder, 'demonstration.json'),
  };
}

/** Forgets the network: its canisters, keys and ids. Built modules and caches stay. */
export async function cleanState(state: StateFolder): Promise<void> {
  const entries = [state.subnet, state.keys, state.canisterIds, state.network, state.demonstration];
  await Promise.all(entries.map((entry) => rm(entry, { recursive: true, force: true })));
}

/** Writes JSON whole or not at all. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(resolve(path, '..'), { recursive: true });
  const draft = `${path}.new`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`);
  await rename(draft, path);
}
