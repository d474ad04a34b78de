import { CANDID_UI_CANISTER, type CandidUiSite } from '@indus/candid-ui';
import { type Principal, toHex } from '@indus/client';
import type { GatewaySites, Subnet } from '@indus/subnet';
import { EMBEDDED } from '../deploy/resolve-network.ts';
import { allowConnections } from './allow-connections.ts';
import type { BuiltSites } from './build-sites.ts';
import {
  CONFIGURATION_PATH,
  type ListedPerson,
  PAGE_CANISTERS,
  type PageConfiguration,
} from './page-configuration.ts';

/** Host of the page where people sign in. */
export const IDENTITY_HOST = 'id.ai.localhost';
/** Where a front-end says which other origins derive their principals from it. Source: Internet Identity specification. */
const ALTERNATIVE_ORIGINS_PATH = '/.well-known/ii-alternative-origins';

/**
 * Where `icp identity link web` learns which page signs it in. It is told here too, with the whole address: a program may not
 * know hosts below localhost, which every browser does.
 * Source: dfinity/icp-cli, `crates/icp-cli/src/commands/identity/link/web.rs`.
 */
const TERMINAL_CONFIGURATION_PATH = '/.well-known/cli-auth-config';

/** What the pages of the embedded network are made of. */
export interface EmbeddedPages {
  readonly subnet: Subnet;
  readonly canisters: ReadonlyMap<string, Principal>;
  readonly sites: BuiltSites;
  readonly candidUi: CandidUiSite;
  /** Demonstration people; undefined without demonstration data. */
  readonly people: readonly ListedPerson[] | undefined;
}

/** The origin by which the portal is known: passkeys want a name, and principals one origin. */
export function portalOrigin(port: number): string {
  return `http://localhost:${port}`;
}

/** The portal, the page where people sign in and the Candid UI, as the gateway of the embedded network serves them. */
export function embeddedSites(pages: EmbeddedPages): GatewaySites {
  const { subnet, sites, candidUi } = pages;
  const configuration = embeddedConfiguration(pages);
  const { people, ...withoutPeople } = configuration;
  const fileOf = (value: PageConfiguration) => ({
    [CONFIGURATION_PATH]: { body: JSON.stringify(value), cacheControl: 'no-store' },
  });
  const { port } = subnet;
  const alternatives = { alternativeOrigins: [`http://127.0.0.1:${port}`, `http://[::1]:${port}`] };
  return {
    site: {
      directory: sites.portal.directory,
      contentSecurityPolicy: allowConnections(sites.portal.contentSecurityPolicy, []),
      files: {
        ...fileOf({ ...withoutPeople, ...(people && { people }) }),
        [ALTERNATIVE_ORIGINS_PATH]: {
          body: JSON.stringify(alternatives),
          contentType: 'application/json',
          cacheControl: 'no-cache',
        },
        [TERMINAL_CONFIGURATION_PATH]: {
          body: JSON.stringify({ path: `http://${IDENTITY_HOST}:${port}/cli` }),
          contentType: 'application/json',
          cacheControl: 'no-cache',
        },
      },
    },
    namedSites: {
      [IDENTITY_HOST]: {
        directory: sites.identity_page.directory,
        contentSecurityPolicy: allowConnections(sites.identity_page.contentSecurityPolicy, frontendsOf(port)),
        permissionsPolicy: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
        keepsOpener: true,
        files: fileOf(withoutPeople),
      },
    },
    canisterSites: { [CANDID_UI_CANISTER]: candidUi },
  };
}

/** Front-ends of this network, which the page asks for the origins that derive from them. */
function frontendsOf(port: number): string[] {
  return ['localhost', '*.localhost', '127.0.0.1'].map((host) => `http://${host}:${port}`);
}

function embeddedConfiguration({ subnet, canisters, people }: EmbeddedPages): PageConfiguration {
  const ids = PAGE_CANISTERS.flatMap((name) => {
    const id = canisters.get(name);
    return id ? [[name, id.toText()] as const] : [];
  });
  return {
    network: EMBEDDED,
    rootKey: toHex(subnet.rootKey),
    canisters: Object.fromEntries(ids),
    identityProvider: `http://${IDENTITY_HOST}:${subnet.port}`,
    derivationOrigin: portalOrigin(subnet.port),
    demonstration: people !== undefined,
    ...(people && { people }),
  };
}
