import { mkdir } from 'node:fs/promises';
import { buildCandidUi, CANDID_UI_CANISTER } from '@indus/candid-ui';
import { type Principal, toHex } from '@indus/client';
import { Subnet } from '@indus/subnet';
import { listedPeople } from '../demo/demonstration-people.ts';
import type { Output } from '../output.ts';
import { buildSites } from '../site/build-sites.ts';
import { embeddedSites, portalOrigin } from '../site/serve-sites.ts';
import { removeNetworkFile, writeNetworkFile } from '../state/network-file.ts';
import { cleanState, sitesFolder, stateFolder, type StateFolder } from '../state/state-folder.ts';
import { deployProject, isDemonstrated, type ProjectOptions } from './deploy-project.ts';
import { openBrowser } from './open-browser.ts';
import { untilStopped } from './until-stopped.ts';

/** How the embedded network is started. */
export interface StartOptions extends ProjectOptions {
  readonly port: number;
  readonly host?: string;
  readonly allowRemote?: boolean;
  readonly state?: string;
  readonly clean?: boolean;
  /** Whether the portal and the page where people sign in are built and served. */
  readonly portal: boolean;
  /** Opens the portal in the browser of this desktop. */
  readonly open?: boolean;
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
  const subnet = await Subnet.start({
    stateDir: state.subnet,
    cacheDir: state.moduleCache,
    port: options.port,
    ...(host !== undefined && { host }),
    ...(allowRemote !== undefined && { allowRemote }),
    ...outcallsOf(options),
    onLog: output.event,
  });
  const stopped = untilStopped(subnet, output.progress);
  try {
    const started = await Promise.race([startProject(options, state, subnet, output), stopped]);
    if (!started) return;
    await writeNetworkFile(state, { url: subnet.url, rootKey: subnet.rootKey });
    sayReady(subnet, started, output);
    if (options.open && started.portal !== undefined) openBrowser(started.portal, output.progress);
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

/** What runs once a network is ready. */
interface StartedProject {
  readonly canisters: ReadonlyMap<string, Principal>;
  /** Address of the portal. */
  readonly portal: string | undefined;
}

/** Canisters and pages come into being side by side. */
async function startProject(
  options: StartOptions,
  state: StateFolder,
  subnet: Subnet,
  output: Output,
): Promise<StartedProject> {
  const [canisters, candidUi, sites] = await Promise.all([
    deployProject(options, state, subnet, output.progress),
    buildCandidUi(state.candidUi),
    options.portal ? builtSites(options.root, output.progress) : undefined,
  ]);
  if (sites === undefined) {
    subnet.setGatewaySites({ canisterSites: { [CANDID_UI_CANISTER]: candidUi } });
    return { canisters, portal: undefined };
  }
  const people = isDemonstrated(options) ? listedPeople() : undefined;
  subnet.setGatewaySites(embeddedSites({ subnet, canisters, sites, candidUi, people }));
  return { canisters, portal: `${portalOrigin(subnet.port)}/` };
}

async function builtSites(root: string, progress: (text: string) => void) {
  const startedMs = performance.now();
  const sites = await buildSites(sitesFolder(root));
  progress(`portal and identity_page: ready after ${Math.round(performance.now() - startedMs)} ms`);
  return sites;
}

function sayReady(subnet: Subnet, { canisters, portal }: StartedProject, output: Output): void {
  const ids = [...canisters].map(([name, id]) => [name, id.toText()] as const);
  const readyMs = Math.round(performance.now());
  const rootKey = toHex(subnet.rootKey);
  const text = ids.map(([name, id]) => `${name}=${id}`).join(' ');
  const first = portal === undefined ? subnet.url : `${portal} api=${subnet.url}`;
  output.result(`ready ${first} root-key=${rootKey} ${text} (${readyMs} ms)`, {
    ready: true,
    url: subnet.url,
    portal: portal ?? null,
    rootKey,
    canisters: Object.fromEntries(ids),
    readyMs,
  });
}
