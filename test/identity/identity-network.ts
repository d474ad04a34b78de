import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { buildCanister } from '@indus/cli';
import {
  connect,
  type Connection,
  createCanister,
  encodeIdentityInit,
  type identity,
  type Identity,
  type IdentityProvider,
  IdentityRefused,
  installModule,
  type InstallKind,
  openIdentityProvider,
  type Principal,
  registerAnchor,
} from '@indus/client';
import { startTestSubnet, type TestSubnet } from '@indus/subnet/testing';
import { vi } from 'vitest';
import { testIdentity } from '../harness/test-agent.ts';
import { Authenticator } from './authenticator.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const OPERATOR = 100;

/** Origins of the tests' front-ends. */
export const PORTAL = 'http://localhost:4943';
export const MINISTRY = 'https://revenue.example.gov.pk';

/** Somebody who has just registered. */
export interface Registered {
  readonly device: Authenticator;
  readonly provider: IdentityProvider;
  readonly anchor: bigint;
}

/** An identity provider on a subnet whose clock the test moves, and ways to speak to it as any key. */
export class IdentityNetwork implements AsyncDisposable {
  readonly subnet: TestSubnet;
  readonly canisterId: Principal;
  readonly module: Uint8Array;

  private constructor(subnet: TestSubnet, canisterId: Principal, module: Uint8Array) {
    this.subnet = subnet;
    this.canisterId = canisterId;
    this.module = module;
  }

  /** Builds the provider, installs it and waits until it has its salt. */
  static async start(
    config: Partial<identity.IdentityInit> = {},
    subnet?: TestSubnet,
  ): Promise<IdentityNetwork> {
    const module = await buildIdentity();
    const started = subnet ?? (await startTestSubnet({ startTimeNs: BigInt(Date.now()) * 1_000_000n }));
    vi.useFakeTimers({ toFake: ['Date'] });
    const canisterId = await createCanister(connectionOf(started, testIdentity(OPERATOR)));
    const network = new IdentityNetwork(started, canisterId, module);
    await network.install('install', encodeIdentityInit(config));
    await network.advance(1_000);
    return network;
  }

  /** Installs the module again, in the way given. */
  async install(kind: InstallKind, arg: Uint8Array): Promise<void> {
    const { canisterId, module } = this;
    await installModule(this.connection(testIdentity(OPERATOR)), { canisterId, kind, module, arg });
  }

  connection(caller?: Identity): Connection {
    return connectionOf(this.subnet, caller);
  }

  /** The provider as a key sees it; anonymous without one. */
  as(caller?: Identity): IdentityProvider {
    return openIdentityProvider(this.connection(caller), this.canisterId);
  }

  /** A new identity with one passkey, and the provider as that passkey sees it. */
  async registered(): Promise<Registered> {
    const device = passkey();
    const provider = this.as(device);
    return { device, provider, anchor: await registerAnchor(provider, device.data('Telephone')) };
  }

  /** Moves the clock and the verifiers' with it, and lets timers that set timers have their rounds. */
  async advance(ms: number): Promise<void> {
    await this.subnet.advanceTime(ms);
    for (let round = 0; round < 4; round += 1) await this.subnet.advanceTime(1);
    vi.setSystemTime(Number(this.subnet.timeNs / 1_000_000n));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    vi.useRealTimers();
    await this.subnet[Symbol.asyncDispose]();
  }
}

/** The module of the provider, compressed. */
export async function buildIdentity(): Promise<Uint8Array> {
  const built = await buildCanister({ root: repository, name: 'identity' });
  return new Uint8Array(await readFile(built.wasmGzPath));
}

/** A recovery phrase's key, and what it is registered as. */
export function recoveryPhrase(seed: number, isProtected = false) {
  const key = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(seed));
  const data: identity.DeviceData = {
    pubkey: key.getPublicKey().toDer(),
    alias: 'Recovery phrase',
    credential_id: [],
    aaguid: [],
    purpose: { recovery: null },
    key_type: { seed_phrase: null },
    protection: isProtected ? { protected: null } : { unprotected: null },
    origin: [],
  };
  return { key, data };
}

/** A passkey of its own. */
export function passkey(): Authenticator {
  return new Authenticator();
}

/** The case of the refusal that a call meets. */
export async function refusalOf(call: Promise<unknown>): Promise<identity.MethodError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof IdentityRefused) return error.error;
  throw new Error(`expected a refusal, got ${String(error)}`, { cause: error });
}

function connectionOf(subnet: TestSubnet, caller?: Identity): Connection {
  return connect({
    url: 'http://127.0.0.1',
    rootKey: subnet.subnet.rootKey,
    fetch: (input, init) => subnet.subnet.fetch(input as string, init),
    ...(caller === undefined ? {} : { identity: caller }),
  });
}
