import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { ByteWriter } from '@indus/kit/byte-writer';
import { CallFailed } from '@indus/kit/call-failed';
import type { AsyncEnv } from '@indus/kit/env';
import { safeCall } from '@indus/kit/safe-call';
import type { RemoteMethod } from '@indus/kit/safe-call';
import { VETKD_DERIVE_CYCLES } from './limits.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

const MANAGEMENT = Principal.fromHex('');

/** The vetKD context of all keys of sealed classes. Source: docs/vault-sealed-records.md. */
const CONTEXT = new TextEncoder().encode('indus-vault-sealed-1');

/** Which key: of one class of one subject, in one epoch. */
export interface RecordKeyName {
  readonly subject: Principal;
  readonly class: string;
  readonly epoch: number;
}

/** Asks a key of the shard that derives for all. */
export interface ShardKeyRequest extends RecordKeyName {
  readonly transport_public_key: Uint8Array;
}

/** Candid type of {@link ShardKeyRequest}. */
export const ShardKeyRequest = IDL.Record({
  subject: IDL.Principal,
  class: IDL.Text,
  epoch: IDL.Nat32,
  transport_public_key: IDL.Vec(IDL.Nat8),
});

const KeyId = IDL.Record({ curve: IDL.Variant({ bls12_381_g2: IDL.Null }), name: IDL.Text });
type KeyId = { readonly curve: { readonly bls12_381_g2: null }; readonly name: string };

interface DeriveArgs {
  readonly input: Uint8Array;
  readonly context: Uint8Array;
  readonly transport_public_key: Uint8Array;
  readonly key_id: KeyId;
}

interface PublicArgs {
  readonly canister_id: [] | [Principal];
  readonly context: Uint8Array;
  readonly key_id: KeyId;
}

const vetkdDeriveKey: RemoteMethod<[DeriveArgs], { readonly encrypted_key: Uint8Array }> = {
  name: 'vetkd_derive_key',
  args: [
    IDL.Record({
      input: IDL.Vec(IDL.Nat8),
      context: IDL.Vec(IDL.Nat8),
      transport_public_key: IDL.Vec(IDL.Nat8),
      key_id: KeyId,
    }),
  ],
  results: [IDL.Record({ encrypted_key: IDL.Vec(IDL.Nat8) })],
  replySizeBytesMax: 4_096,
};

const vetkdPublicKey: RemoteMethod<[PublicArgs], { readonly public_key: Uint8Array }> = {
  name: 'vetkd_public_key',
  args: [IDL.Record({ canister_id: IDL.Opt(IDL.Principal), context: IDL.Vec(IDL.Nat8), key_id: KeyId })],
  results: [IDL.Record({ public_key: IDL.Vec(IDL.Nat8) })],
  replySizeBytesMax: 4_096,
};

const deriveShardKeyThere: RemoteMethod<
  [ShardKeyRequest],
  { readonly Ok: Uint8Array } | { readonly Err: unknown }
> = {
  name: 'derive_shard_key',
  args: [ShardKeyRequest],
  results: [IDL.Variant({ Ok: IDL.Vec(IDL.Nat8), Err: IDL.Reserved })],
  replySizeBytesMax: 4_096,
};

/**
 * The shard whose vetKD keys seal the records of all.
 * Errors: KeyUnavailable before a controller has named it.
 */
export function keyShardOf(vault: Vault): Principal {
  const { keyShard } = vault.shards;
  return keyShard ?? refuse({ KeyUnavailable: { message: 'nobody has named the shards yet' } });
}

/**
 * The key of a name, encrypted to a transport key: derived here, or by the key shard.
 * Context: whoever it goes to was found to have a right to it, and that is written down.
 * Errors: KeyUnavailable.
 */
export function deriveKey(vault: Vault, env: AsyncEnv, request: ShardKeyRequest): Promise<Uint8Array> {
  const keyShard = keyShardOf(vault);
  return isSame(keyShard, env.self)
    ? deriveKeyHere(vault, env, request)
    : available(async () => {
        const answer = await safeCall(env, deriveShardKeyThere, { canister: keyShard, args: [request] });
        if ('Ok' in answer) return answer.Ok;
        return refuse({ KeyUnavailable: { message: 'the key shard refused' } });
      });
}

/** As {@link deriveKey}, on the key shard itself. */
export function deriveKeyHere(vault: Vault, env: AsyncEnv, request: ShardKeyRequest): Promise<Uint8Array> {
  const { transport_public_key } = request;
  const args: DeriveArgs = {
    input: inputOf(request),
    context: CONTEXT,
    transport_public_key,
    key_id: keyId(vault),
  };
  return available(async () => {
    const call = { canister: MANAGEMENT, args: [args] as [DeriveArgs], cycles: VETKD_DERIVE_CYCLES };
    return (await safeCall(env, vetkdDeriveKey, call)).encrypted_key;
  });
}

/** The public key under which all records of sealed classes are sealed. Errors: KeyUnavailable. */
export function publicKey(vault: Vault, env: AsyncEnv): Promise<Uint8Array> {
  const args: PublicArgs = { canister_id: [keyShardOf(vault)], context: CONTEXT, key_id: keyId(vault) };
  return available(
    async () => (await safeCall(env, vetkdPublicKey, { canister: MANAGEMENT, args: [args] })).public_key,
  );
}

/** The vetKD input: each part with its length before it, so that no two names have the same bytes. */
function inputOf({ subject, class: code, epoch }: RecordKeyName): Uint8Array {
  return new ByteWriter().bytes(subject.toUint8Array()).text(code).u32(epoch).finish();
}

function keyId(vault: Vault): KeyId {
  return { curve: { bls12_381_g2: null }, name: vault.config.vetkd_key };
}

function isSame(one: Principal, other: Principal): boolean {
  return one.compareTo(other) === 'eq';
}

async function available<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return refuse({ KeyUnavailable: { message: `${error.failure}: ${error.message}` } });
  }
}
