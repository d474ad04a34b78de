import { readFile } from 'node:fs/promises';
import {
  type CanisterOnRecord,
  type Connection,
  createCanister,
  installModule,
  type Principal,
  readCanister,
  toHex,
} from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { readCanisterIds, writeCanisterId } from '../state/canister-ids.ts';
import { type CanisterIdOf, type InitArguments, upgradeArgument, VAULT_SHARDS } from './init-arguments.ts';
import { nameShards } from './name-shards.ts';
import type { Network } from './resolve-network.ts';

/** A built module and the canister it belongs to. */
export interface DeployableCanister {
  readonly name: string;
  readonly wasmGzPath: string;
  /** SHA-256 of the module as it is sent, in hexadecimal. */
  readonly moduleHash: string;
}

/** What became of one canister. */
export interface DeployedCanister {
  readonly name: string;
  readonly id: Principal;
  readonly action: 'installed' | 'upgraded' | 'unchanged';
  readonly moduleHash: string;
}

/** What to deploy, where, and how to begin. */
export interface Deployment {
  readonly network: Network;
  readonly connection: Connection;
  readonly canisters: readonly DeployableCanister[];
  readonly initArguments: InitArguments;
  readonly progress: (text: string) => void;
}

/**
 * Brings every canister to its built module: makes what is missing, installs or upgrades what differs.
 * What was done stays done when a later canister fails; to repeat the command goes on from there.
 * Errors: CommandFailed `not_created`, `not_controller`; CallFailed, ProofInvalid.
 */
export async function deployCanisters(deployment: Deployment): Promise<DeployedCanister[]> {
  const { network, canisters } = deployment;
  const ids = await readCanisterIds(network.canisterIds, network.name);
  const places: Place[] = [];
  for (const { name } of canisters) {
    const place = await findPlace(deployment, name, ids.get(name));
    ids.set(name, place.id);
    places.push(place);
  }
  const deployed: DeployedCanister[] = [];
  for (const [at, canister] of canisters.entries()) {
    deployed.push(
      await deployCanister(deployment, canister, { ...(places[at] as Place), idOf: (name) => ids.get(name) }),
    );
  }
  if (canisters.some(({ name }) => (VAULT_SHARDS as readonly string[]).includes(name))) {
    await nameShards(deployment.connection, ids);
  }
  return deployed;
}

/** Where a canister is, and what is installed there. */
interface Place {
  readonly id: Principal;
  readonly installed: Uint8Array | undefined;
}

/** The canister of a name, made when there is none: all have their ids before the first is installed with another's. */
async function findPlace(deployment: Deployment, name: string, known: Principal | undefined): Promise<Place> {
  const { connection } = deployment;
  const existing = known && (await readCanister(connection, known));
  if (!known || !existing) return { id: await create(deployment, name), installed: undefined };
  checkController(connection, name, existing);
  return { id: known, installed: existing.module_hash };
}

async function deployCanister(
  deployment: Deployment,
  canister: DeployableCanister,
  { id, installed, idOf }: Place & { readonly idOf: CanisterIdOf },
): Promise<DeployedCanister> {
  const { connection, progress } = deployment;
  const { name, moduleHash } = canister;
  const firstArg = installed ? undefined : deployment.initArguments(name, idOf);
  if (installed && toHex(installed) === moduleHash) return { name, id, action: 'unchanged', moduleHash };
  const kind = firstArg ? 'install' : 'upgrade';
  progress(`${name}: ${kind} ${moduleHash.slice(0, 12)} on ${id.toText()}`);
  await installModule(connection, {
    canisterId: id,
    kind,
    module: new Uint8Array(await readFile(canister.wasmGzPath)),
    arg: firstArg ?? upgradeArgument(name),
    onProgress: (sent, total) => progress(`${name}: sent ${sent} of ${total} bytes`),
  });
  return { name, id, action: firstArg ? 'installed' : 'upgraded', moduleHash };
}

async function create(deployment: Deployment, name: string): Promise<Principal> {
  const { connection, network, progress } = deployment;
  if (!network.isDevelopment) {
    throw new CommandFailed(
      'not_created',
      `expected an id for ${name} on ${network.name} in ${network.canisterIds}; ` +
        `make it with "dfx canister create" or "icp canister create", which pay for it in cycles`,
    );
  }
  progress(`${name}: create on ${network.name}`);
  const id = await createCanister(connection);
  await writeCanisterId(network.canisterIds, network.name, { name, id });
  return id;
}

function checkController(connection: Connection, name: string, canister: CanisterOnRecord): void {
  const caller = connection.principal.toText();
  const controllers = canister.controllers.map((controller) => controller.toText());
  if (controllers.includes(caller)) return;
  throw new CommandFailed(
    'not_controller',
    `expected ${caller} among the controllers of ${name} (${controllers.join(', ')}); use their key with --identity`,
  );
}
