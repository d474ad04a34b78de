import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex, toHex } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { EMBEDDED } from '../deploy/resolve-network.ts';
import { readCanisterIds } from '../state/canister-ids.ts';
import { readNetworkFile } from '../state/network-file.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { type BuiltSite, buildSite } from './build-site.ts';
import {
  CONFIGURATION_PATH,
  INTERNET_IDENTITY,
  PAGE_CANISTERS,
  type PageConfiguration,
} from './page-configuration.ts';
import { IDENTITY_HOST } from './serve-sites.ts';
import type { SiteName } from './site-name.ts';

/** For which network a page is built. What is not said is taken from the tool that asks for the build, then from files. */
export interface SiteTarget {
  readonly network?: string | undefined;
  /** DER public key in hexadecimal; neither the IC nor the embedded network needs it. */
  readonly rootKey?: string | undefined;
  /** Address of the page where people sign in. */
  readonly identityProvider?: string | undefined;
}

/** The variables of a process. */
type Environment = Readonly<Record<string, string | undefined>>;

const IC = 'ic';
/** Canisters without which a page shows nothing. */
const REQUIRED: ReadonlySet<string> = new Set(['registry', 'vault']);

/**
 * Builds a page for a network into `frontend/dist`, with the file that tells it of the network: what dfx and icp bring to
 * their canister for files.
 * Errors: CommandFailed `not_created`, `root_key_required`, `bad_option`, `network_required`; BuildError.
 */
export async function buildForNetwork(
  name: SiteName,
  project: { readonly root: string; readonly state: StateFolder; readonly environment: Environment },
  target: SiteTarget,
): Promise<BuiltSite & { readonly configuration: PageConfiguration }> {
  const configuration = await pageConfiguration(project, target);
  const site = await buildSite(name, join(project.root, 'frontend', 'dist', name));
  await writeFile(join(site.directory, CONFIGURATION_PATH), `${JSON.stringify(configuration, null, 2)}\n`);
  return { ...site, configuration };
}

/**
 * What a page is told of a network.
 * Errors: as buildForNetwork, but BuildError.
 */
export async function pageConfiguration(
  {
    root,
    state,
    environment,
  }: { readonly root: string; readonly state: StateFolder; readonly environment: Environment },
  target: SiteTarget,
): Promise<PageConfiguration> {
  const network = target.network ?? networkOf(environment);
  const file = network === EMBEDDED ? state.canisterIds : join(root, 'canister_ids.json');
  const known = await readCanisterIds(file, network);
  const canisters: Record<string, string> = {};
  for (const name of PAGE_CANISTERS) {
    const id = idIn(environment, name) ?? known.get(name)?.toText();
    if (id !== undefined) canisters[name] = id;
    else if (REQUIRED.has(name)) {
      const how = 'make it with "dfx canister create", "icp deploy" or npm start';
      throw new CommandFailed(
        'not_created',
        `expected an id for ${name} on ${network} in ${file}, got none; ${how}`,
      );
    }
  }
  return { network, ...(await trusted(network, state, target)), canisters, demonstration: false };
}

/** The network that dfx or icp builds for. Source: dfx, variables of a build; icp-cli, "Environment Variables Reference". */
function networkOf(environment: Environment): string {
  const { DFX_NETWORK, ICP_CLI_NETWORK, ICP_CLI_ENVIRONMENT } = environment;
  return DFX_NETWORK || ICP_CLI_NETWORK || ICP_CLI_ENVIRONMENT || EMBEDDED;
}

function idIn(environment: Environment, name: string): string | undefined {
  const variable = name.toUpperCase();
  return environment[`ICP_CLI_CID_${variable}`] || environment[`CANISTER_ID_${variable}`] || undefined;
}

/** Whom the page believes, and where people sign in. */
async function trusted(
  network: string,
  state: StateFolder,
  { rootKey, identityProvider }: SiteTarget,
): Promise<Pick<PageConfiguration, 'identityProvider' | 'rootKey'>> {
  if (rootKey !== undefined && !fromHex(rootKey)) {
    throw new CommandFailed('bad_option', 'expected --root-key in hexadecimal');
  }
  if (network === IC) {
    return {
      ...(rootKey !== undefined && { rootKey }),
      identityProvider: identityProvider ?? INTERNET_IDENTITY,
    };
  }
  if (network === EMBEDDED) {
    const running = await readNetworkFile(state);
    if (!running) {
      throw new CommandFailed(
        'network_required',
        `expected a running network on ${state.path}, got none; start it with: npm start`,
      );
    }
    const { port } = new URL(running.url);
    return {
      rootKey: rootKey ?? toHex(running.rootKey),
      identityProvider: identityProvider ?? `http://${IDENTITY_HOST}:${port}`,
    };
  }
  if (rootKey === undefined) {
    throw new CommandFailed(
      'root_key_required',
      `expected the root key of ${network}: add --root-key HEX or set INDUS_ROOT_KEY`,
    );
  }
  if (identityProvider === undefined) {
    throw new CommandFailed(
      'bad_option',
      `expected where people of ${network} sign in: add --identity-provider URL or set INDUS_IDENTITY_PROVIDER`,
    );
  }
  return { rootKey, identityProvider };
}
