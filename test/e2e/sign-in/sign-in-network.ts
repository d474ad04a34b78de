import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCanister } from '@indus/cli';
import {
  connect,
  createCanister,
  encodeIdentityInit,
  installModule,
  type Principal,
  toHex,
} from '@indus/client';
import { buildIdentityPage } from '@indus/frontend';
import { Subnet } from '@indus/subnet';
import { compileMotoko } from '../../harness/motoko.ts';
import { testIdentity } from '../../harness/test-agent.ts';
import { buildPage } from './build-page.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const WHO_AM_I =
  'persistent actor { public shared ({ caller }) func whoami() : async Principal { caller } };';

/** Host of the page where people sign in. */
export const IDENTITY_HOST = 'id.ai.localhost';
/** Front-ends: two of one service, a third that nobody lists, and one with the newer libraries. */
export const HOSTS = {
  portal: 'portal.localhost',
  other: 'other.localhost',
  stranger: 'stranger.localhost',
  signer: 'signer.localhost',
} as const;

/** What a front-end is told in its address. */
export type FrontEndSettings = Readonly<
  Partial<
    Record<
      'derivationOrigin' | 'maxTimeToLiveMs' | 'idleMs' | 'identityProvider' | 'identityCanister',
      string
    >
  >
>;

/** A subnet with the identity canister, its page, and front-ends where people sign in. */
export class SignInNetwork implements AsyncDisposable {
  readonly subnet: Subnet;
  readonly identity: Principal;
  readonly whoAmI: Principal;
  readonly #folder: string;

  private constructor(subnet: Subnet, identity: Principal, whoAmI: Principal, folder: string) {
    this.subnet = subnet;
    this.identity = identity;
    this.whoAmI = whoAmI;
    this.#folder = folder;
  }

  static async start(): Promise<SignInNetwork> {
    const folder = await mkdtemp(join(tmpdir(), 'sign-in-'));
    const directory = (name: string) => join(folder, name);
    await buildPage('auth-client', directory('auth-client'));
    await buildPage('signer', directory('signer'));
    const page = await buildIdentityPage(join(repository, '.indus/e2e/identity-page'));
    const built = await buildCanister({ root: repository, name: 'identity' });
    const subnet = await Subnet.start({ port: 0 });
    const identity = await install(subnet, await readFile(built.wasmGzPath), encodeIdentityInit({}));
    const whoAmI = await install(subnet, compileMotoko(WHO_AM_I), new Uint8Array());
    const network = new SignInNetwork(subnet, identity, whoAmI, folder);
    const alternatives = JSON.stringify({ alternativeOrigins: [network.origin(HOSTS.other)] });
    const frontEnds = Object.values(HOSTS).map((host) => `http://${host}:${subnet.port}`);
    const frontEnd = (name: string) => ({ directory: directory(name) });
    subnet.setGatewaySites({
      namedSites: {
        [IDENTITY_HOST]: {
          directory: page.directory,
          contentSecurityPolicy: page.contentSecurityPolicy.replace(
            /connect-src [^;]*/,
            `connect-src 'self' ${frontEnds.join(' ')}`,
          ),
          keepsOpener: true,
          files: {
            '/indus.json': {
              body: JSON.stringify({
                network: 'embedded',
                rootKey: toHex(subnet.rootKey),
                canisters: { registry: 'aaaaa-aa', vault: 'aaaaa-aa', identity: identity.toText() },
                identityProvider: network.origin(IDENTITY_HOST),
                demonstration: false,
              }),
            },
          },
        },
        [HOSTS.portal]: {
          ...frontEnd('auth-client'),
          files: {
            '/.well-known/ii-alternative-origins': { body: alternatives, contentType: 'application/json' },
          },
        },
        [HOSTS.other]: frontEnd('auth-client'),
        [HOSTS.stranger]: frontEnd('auth-client'),
        [HOSTS.signer]: frontEnd('signer'),
      },
    });
    return network;
  }

  origin(host: string): string {
    return `http://${host}:${this.subnet.port}`;
  }

  /** Address of a front-end that signs in here. */
  frontEnd(host: string, settings: FrontEndSettings = {}): string {
    const told = new URLSearchParams({
      identityProvider: this.origin(IDENTITY_HOST),
      rootKey: toHex(this.subnet.rootKey),
      whoAmI: this.whoAmI.toText(),
      ...settings,
    });
    return `${this.origin(host)}/#${told.toString()}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.subnet.stop();
    await rm(this.#folder, { recursive: true });
  }
}

async function install(subnet: Subnet, module: Uint8Array, arg: Uint8Array): Promise<Principal> {
  const connection = connect({
    url: `http://127.0.0.1:${subnet.port}`,
    rootKey: subnet.rootKey,
    identity: testIdentity(100),
  });
  const canisterId = await createCanister(connection);
  await installModule(connection, { canisterId, kind: 'install', module, arg });
  return canisterId;
}
