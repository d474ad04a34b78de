import { encodeBoard, encodeIdentityInit, encodeVaultInit, Principal } from '@indus/client';
import { CommandFailed } from '../command-failed.ts';
import { isObject, readJsonObject } from '../state/read-json.ts';

/** The id of a canister of the project, once it was created. */
export type CanisterIdOf = (canister: string) => Principal | undefined;

/** Gives the Candid message that a canister is installed with. */
export type InitArguments = (canister: string, idOf: CanisterIdOf) => Uint8Array;

/** The shards of the vault, in the order in which they share its buckets. */
export const VAULT_SHARDS = ['vault', 'vault_2'] as const;

/** The identity provider. */
export const IDENTITY = 'identity';

/** Buckets over which subjects are spread, for ever. */
export const VAULT_BUCKETS = 256;

/** The first board of a registry. */
export interface Board {
  readonly members: readonly Principal[];
  readonly threshold: number;
}

/** A Candid message without values. Source: Candid specification, "Parameters and results". */
const NO_ARGUMENTS = Uint8Array.from([...new TextEncoder().encode('DIDL'), 0, 0]);

/**
 * Init arguments for a project: the registry gets a board, the identity provider the registry's id, a shard of the vault
 * that and its share of the buckets, every other canister no argument.
 * Errors, when a registry is to be installed: CommandFailed `bad_option` without a board; when a follower of it is:
 * `not_created` without the registry's id.
 */
export function initArguments(board: Board | undefined, vetkdKey: string): InitArguments {
  return (canister, idOf) => {
    const shard = VAULT_SHARDS.findIndex((name) => name === canister);
    if (shard >= 0) return vaultArgument(shard, registryOf(canister, idOf), vetkdKey);
    if (canister === IDENTITY) return encodeIdentityInit({ registry: [registryOf(canister, idOf)] });
    if (canister !== 'registry') return NO_ARGUMENTS;
    if (!board) {
      throw new CommandFailed(
        'bad_option',
        'expected the board of the registry: add --init FILE with {"registry":{"members":["<principal>"],"threshold":1}}',
      );
    }
    return encodeBoard({ members: [...board.members], threshold: board.threshold });
  };
}

function registryOf(canister: string, idOf: CanisterIdOf): Principal {
  const registry = idOf('registry');
  if (registry) return registry;
  throw new CommandFailed(
    'not_created',
    `expected the id of the registry, which ${canister} follows: deploy it first`,
  );
}

function vaultArgument(shard: number, registry: Principal, vetkdKey: string): Uint8Array {
  const owned = ownedBuckets(shard);
  return encodeVaultInit({ registry, buckets: VAULT_BUCKETS, owned, vetkd_key: vetkdKey });
}

/** The buckets that a shard begins with. */
export function ownedBuckets(shard: number): { readonly from: number; readonly to: number }[] {
  const share = VAULT_BUCKETS / VAULT_SHARDS.length;
  return [{ from: shard * share, to: (shard + 1) * share - 1 }];
}

/**
 * The board in an init file: `{"registry": {"members": ["<principal>", …], "threshold": m}}`.
 * Errors: CommandFailed `bad_option`, `state_invalid`.
 */
export async function readBoardFile(path: string): Promise<Board> {
  const registry = (await readJsonObject(path))?.['registry'];
  if (
    !isObject(registry) ||
    !Array.isArray(registry['members']) ||
    typeof registry['threshold'] !== 'number'
  ) {
    throw new CommandFailed('bad_option', `expected registry.members and registry.threshold in ${path}`);
  }
  const texts: readonly unknown[] = registry['members'];
  return { members: texts.map((text) => parseMember(text, path)), threshold: registry['threshold'] };
}

/** The argument of an upgrade: nothing is given anew. */
export function upgradeArgument(canister: string): Uint8Array {
  return canister === IDENTITY ? encodeIdentityInit() : NO_ARGUMENTS;
}

function parseMember(text: unknown, path: string): Principal {
  try {
    return Principal.fromText(String(text));
  } catch (cause) {
    throw new CommandFailed('bad_option', `expected a principal in ${path}, got "${String(text)}"`, {
      cause,
    });
  }
}
