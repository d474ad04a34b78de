import { Actor, type ActorSubclass } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { idlFactory, type _SERVICE, type MethodError } from '../generated/vault.ts';
import { VaultRefused } from './vault-refused.ts';

/** Buckets over which the subjects of a vault are spread unless told otherwise. */
export const VAULT_BUCKETS = 256;

/** One shard of a vault. */
export interface Shard {
  readonly canisterId: Principal;
  readonly connection: Connection;
  readonly service: ActorSubclass<_SERVICE>;
  /** The same methods, with queries run as updates: the subnet certifies the whole answer. For signed callers. */
  readonly replicated: ActorSubclass<_SERVICE>;
}

/** A vault, reached over a connection by any of its shards. */
export interface Vault {
  readonly connection: Connection;
  readonly entry: Principal;
  /** Buckets over which subjects are spread: part of the vault's identity, and never taken from an answer. */
  readonly buckets: number;
  /** Reaches one of its shards. */
  readonly shardAt: (canisterId: Principal) => Shard;
  /** Shards that were found to serve a subject, by her principal; only a hint. */
  readonly places: Map<string, Principal>;
}

/** A call of one method, wherever it goes. */
export interface ShardCall<T> {
  readonly method: string;
  readonly at: (shard: Shard) => Promise<{ Ok: T } | { Err: MethodError }>;
}

/** How often a call is sent on to another shard before it is given up. */
const HOPS_MAX = 3;

/** The vault with this shard. Nothing is sent. */
export function openVault(connection: Connection, shard: Principal | string, buckets = VAULT_BUCKETS): Vault {
  const shardAt = (canisterId: Principal): Shard => openShard(connection, canisterId);
  return { connection, entry: Principal.from(shard), buckets, shardAt, places: new Map() };
}

/** One shard. Nothing is sent. */
export function openShard(connection: Connection, canisterId: Principal): Shard {
  return {
    canisterId,
    connection,
    service: Actor.createActor<_SERVICE>(idlFactory, { agent: connection.agent, canisterId }),
    replicated: Actor.createActor<_SERVICE>(replicatedFactory, { agent: connection.agent, canisterId }),
  };
}

/** The interface with no method marked as a query. */
const replicatedFactory: IDL.InterfaceFactory = () => {
  const { _fields: methods } = idlFactory({ IDL });
  return IDL.Service(
    Object.fromEntries(methods.map(([name, of]) => [name, IDL.Func(of.argTypes, of.retTypes, [])])),
  );
};

/**
 * Calls one method at the shard that serves a subject, following the shards' own directions, and gives what it answers when
 * it does not refuse.
 * Errors: VaultRefused with the vault's reason, `BucketMoving` among them: try again at its time; CallFailed; ProofInvalid.
 */
export async function askVault<T>(
  vault: Vault,
  subject: Principal,
  call: ShardCall<T>,
): Promise<{ readonly answer: T; readonly shard: Shard }> {
  return askPlace(vault, subject.toText(), call);
}

/** As {@link askVault}, about a bucket. */
export async function askBucket<T>(
  vault: Vault,
  bucket: number,
  call: ShardCall<T>,
): Promise<{ readonly answer: T; readonly shard: Shard }> {
  return askPlace(vault, `bucket ${bucket}`, call);
}

/** Calls one method of one shard. Errors: VaultRefused, CallFailed, ProofInvalid. */
export async function askShard<T>(shard: Shard, call: ShardCall<T>): Promise<T> {
  const answer = await exchange(call.method, () => call.at(shard));
  if ('Ok' in answer) return answer.Ok;
  throw new VaultRefused(call.method, answer.Err);
}

async function askPlace<T>(
  vault: Vault,
  name: string,
  call: ShardCall<T>,
): Promise<{ readonly answer: T; readonly shard: Shard }> {
  let canisterId = vault.places.get(name) ?? vault.entry;
  for (let hop = 0; ; hop += 1) {
    const shard = vault.shardAt(canisterId);
    const answer = await exchange(call.method, () => call.at(shard));
    if ('Ok' in answer) {
      vault.places.set(name, canisterId);
      return { answer: answer.Ok, shard };
    }
    if (!('WrongShard' in answer.Err) || hop >= HOPS_MAX) throw new VaultRefused(call.method, answer.Err);
    canisterId = answer.Err.WrongShard.shard;
  }
}
