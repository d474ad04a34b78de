import { rm } from 'node:fs/promises';
import { fromHex, toHex } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { readJsonObject } from './read-json.ts';
import { type StateFolder, writeJson } from './state-folder.ts';

/** How to reach the embedded network that runs on a state folder, and the key to believe it by. */
export interface RunningNetwork {
  readonly url: string;
  readonly rootKey: Uint8Array;
}

/** Notes a running network, for the commands that speak to it. */
export async function writeNetworkFile(state: StateFolder, network: RunningNetwork): Promise<void> {
  await writeJson(state.network, { url: network.url, rootKey: toHex(network.rootKey), pid: process.pid });
}

/**
 * The network that runs, or last ran, on a state folder; undefined when none did.
 * Errors: CommandFailed `state_invalid`.
 */
export async function readNetworkFile(state: StateFolder): Promise<RunningNetwork | undefined> {
  const file = await readJsonObject(state.network);
  if (!file) return undefined;
  const { url, rootKey } = file;
  const key = typeof rootKey === 'string' ? fromHex(rootKey) : undefined;
  if (typeof url !== 'string' || !key) {
    throw new CommandFailed('state_invalid', `expected url and rootKey in ${state.network}`);
  }
  return { url, rootKey: key };
}

/** Notes that the network stopped. */
export async function removeNetworkFile(state: StateFolder): Promise<void> {
  await rm(state.network, { force: true });
}
