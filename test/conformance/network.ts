import { Cbor } from '@dfinity/agent';
import { Subnet } from '@indus/subnet';

/** A network as anyone reaches it: requests and answers by HTTP, and the key that its certificates are checked with. */
export interface Network {
  readonly name: string;
  readonly rootKey: Uint8Array;
  /** Any canister id of the subnet: where a creation is sent. */
  readonly anyCanister: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

const ANY_CANISTER = 'rwlgt-iiaaa-aaaaa-aaaaa-cai';

/**
 * The network that the environment names, else an embedded subnet without a port.
 *
 * `INDUS_TEST_NETWORK`: its URL. `INDUS_TEST_ROOT_KEY`: DER in hexadecimal; without it the key is fetched from the status.
 * `INDUS_TEST_EFFECTIVE_ID`: a canister id of its range.
 */
export async function openNetwork(environment: NodeJS.ProcessEnv = process.env): Promise<Network> {
  const url = environment['INDUS_TEST_NETWORK'];
  const anyCanister = environment['INDUS_TEST_EFFECTIVE_ID'] ?? ANY_CANISTER;
  if (url !== undefined) return remoteNetwork(url, environment['INDUS_TEST_ROOT_KEY'], anyCanister);
  const subnet = await Subnet.start();
  return {
    name: 'embedded subnet',
    rootKey: subnet.rootKey,
    anyCanister,
    fetch: (path, init) => subnet.fetch(`http://127.0.0.1${path}`, init),
    close: () => subnet.stop(),
  };
}

async function remoteNetwork(url: string, key: string | undefined, anyCanister: string): Promise<Network> {
  const base = url.replace(/\/$/, '');
  const rootKey = key === undefined ? await statusKey(base) : Uint8Array.from(Buffer.from(key, 'hex'));
  return {
    name: base,
    rootKey,
    anyCanister,
    fetch: (path, init) => fetch(`${base}${path}`, init),
    close: () => Promise.resolve(),
  };
}

async function statusKey(base: string): Promise<Uint8Array> {
  const response = await fetch(`${base}/api/v2/status`);
  return Cbor.decode<{ readonly root_key: Uint8Array }>(new Uint8Array(await response.arrayBuffer()))
    .root_key;
}
