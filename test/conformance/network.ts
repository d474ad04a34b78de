import { Cbor } from '@dfinity/agent';
import { Subnet } from '@indus/subnet';
import { startWebServer } from '../outcalls/web-server.ts';
import { fetchUnderHost } from './fetch-under-host.ts';

/** A network as anyone reaches it: requests and answers by HTTP, and the key that its certificates are checked with. */
export interface Network {
  readonly name: string;
  readonly rootKey: Uint8Array;
  /** Any canister id of the subnet: where a creation is sent. */
  readonly anyCanister: string;
  /** A page of the web that outcalls of the network reach and that answers with a few bytes; absent: none is known. */
  readonly outcallUrl?: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A request to the HTTP gateway under a host name: what stands before the gateway's domain, with its final dot. */
  fetchHost(label: string, path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

const ANY_CANISTER = 'rwlgt-iiaaa-aaaaa-aaaaa-cai';

/**
 * The network that the environment names, else an embedded subnet without a port.
 *
 * `INDUS_TEST_NETWORK`: its URL. `INDUS_TEST_ROOT_KEY`: DER in hexadecimal; without it the key is fetched from the status.
 * `INDUS_TEST_EFFECTIVE_ID`: a canister id of its range. `INDUS_TEST_OUTCALL_URL`: a page that its outcalls reach.
 * `INDUS_TEST_EFFECTIVE_ID`: a canister id of its range. `INDUS_TEST_GATEWAY_DOMAIN`: where its gateway has canisters, if
 * not under `localhost`.
 */
export async function openNetwork(environment: NodeJS.ProcessEnv = process.env): Promise<Network> {
  const url = environment['INDUS_TEST_NETWORK'];
  const anyCanister = environment['INDUS_TEST_EFFECTIVE_ID'] ?? ANY_CANISTER;
  if (url !== undefined) {
    const outcallUrl = environment['INDUS_TEST_OUTCALL_URL'];
    const network = await remoteNetwork(url, environment, anyCanister);
    return { ...network, ...(outcallUrl !== undefined && { outcallUrl }) };
  }
  const web = await startWebServer({ tls: false });
  const outcallUrl = `http://127.0.0.1:${web.port}`;
  const subnet = await Subnet.start({ outcalls: { allow: [outcallUrl] } });
  return {
    name: 'embedded subnet',
    rootKey: subnet.rootKey,
    anyCanister,
    outcallUrl,
    fetch: (path, init) => subnet.fetch(`http://127.0.0.1${path}`, init),
    fetchHost: (label, path, init) => subnet.fetch(`http://${label}localhost${path}`, init),
    close: async () => {
      await subnet.stop();
      await web.stop();
    },
  };
}

async function remoteNetwork(
  url: string,
  environment: NodeJS.ProcessEnv,
  anyCanister: string,
): Promise<Network> {
  const key = environment['INDUS_TEST_ROOT_KEY'];
  const domain = environment['INDUS_TEST_GATEWAY_DOMAIN'] ?? 'localhost';
  const base = url.replace(/\/$/, '');
  const rootKey = key === undefined ? await statusKey(base) : Uint8Array.from(Buffer.from(key, 'hex'));
  return {
    name: base,
    rootKey,
    anyCanister,
    fetch: (path, init) => fetch(`${base}${path}`, init),
    fetchHost: (label, path, init) => fetchUnderHost(new URL(base), `${label}${domain}`, path, init),
    close: () => Promise.resolve(),
  };
}

async function statusKey(base: string): Promise<Uint8Array> {
  const response = await fetch(`${base}/api/v2/status`);
  return Cbor.decode<{ readonly root_key: Uint8Array }>(new Uint8Array(await response.arrayBuffer()))
    .root_key;
}
