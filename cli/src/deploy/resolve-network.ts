import { join } from 'node:path';
import { fromHex, readNetworkStatus } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { readNetworkFile } from '../state/network-file.ts';
import type { StateFolder } from '../state/state-folder.ts';

/** A network that canisters are deployed to. */
export interface Network {
  /** Its name in `canister_ids.json`. */
  readonly name: string;
  readonly url: string;
  /** The IC's own when absent. */
  readonly rootKey?: Uint8Array;
  /** The file that holds the ids of its canisters. */
  readonly canisterIds: string;
  /** Whether it gives cycles away, so that canisters can be made on it freely. */
  readonly isDevelopment: boolean;
}

/** How a user names a network. */
export interface NetworkChoice {
  /** `embedded`, `ic` or a URL. */
  readonly network: string;
  /** DER public key in hexadecimal. */
  readonly rootKey?: string | undefined;
}

/** Name of the embedded subnet in `canister_ids.json`. */
export const EMBEDDED = 'embedded';
const IC_URL = 'https://icp-api.io';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Finds a network and the root key to believe it by. A key told by the network itself is believed on loopback only.
 * Errors: CommandFailed `bad_option`, `network_required`, `root_key_required`; CallFailed.
 */
export async function resolveNetwork(
  root: string,
  state: StateFolder,
  choice: NetworkChoice,
  progress: (text: string) => void,
): Promise<Network> {
  const told = choice.rootKey === undefined ? undefined : parseRootKey(choice.rootKey);
  if (choice.network === EMBEDDED) {
    const running = await readNetworkFile(state);
    if (!running) {
      throw new CommandFailed(
        'network_required',
        `expected a running network on ${state.path}, got none; start it with: npm start`,
      );
    }
    const { url, rootKey } = running;
    return {
      name: EMBEDDED,
      url,
      rootKey: told ?? rootKey,
      canisterIds: state.canisterIds,
      isDevelopment: true,
    };
  }
  if (choice.network === 'ic') {
    const file = join(root, 'canister_ids.json');
    return {
      name: 'ic',
      url: IC_URL,
      canisterIds: file,
      isDevelopment: false,
      ...(told && { rootKey: told }),
    };
  }
  const url = parseUrl(choice.network);
  const embedded = await readNetworkFile(state);
  if (embedded && new URL(embedded.url).origin === url.origin) {
    return resolveNetwork(root, state, { ...choice, network: EMBEDDED }, progress);
  }
  const rootKey = told ?? (await hearRootKey(url, progress));
  return { name: url.href, url: url.href, rootKey, canisterIds: state.canisterIds, isDevelopment: true };
}

async function hearRootKey(url: URL, progress: (text: string) => void): Promise<Uint8Array> {
  if (!LOOPBACK.has(url.hostname)) {
    throw new CommandFailed(
      'root_key_required',
      `expected the root key of ${url.origin}; a network elsewhere cannot vouch for itself: add --root-key HEX`,
    );
  }
  const { rootKey } = await readNetworkStatus(url.href);
  if (!rootKey)
    throw new CommandFailed('root_key_required', `expected a root key from ${url.origin}, got none`);
  progress(`Believing the root key that ${url.origin} told, as it is on this machine.`);
  return rootKey;
}

function parseRootKey(hex: string): Uint8Array {
  const key = fromHex(hex);
  if (!key) throw new CommandFailed('bad_option', 'expected --root-key in hexadecimal');
  return key;
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CommandFailed('bad_option', `expected --network embedded, ic or an http(s) URL, got "${text}"`);
  }
  return url;
}
