import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { AsyncEnv } from '@indus/kit/env';
import { requireActor } from './actor.ts';
import { checkIssuer } from './check-body.ts';
import { openDossier } from './open-dossier.ts';
import { keyShardOf, publicKey } from './record-key.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

/** For whom something is to be sealed. */
export interface PublicKeyRequest {
  readonly subject: Principal;
  readonly class: string;
  /** Organisation for which the caller issues; only then, and to the subject, the epoch is told. */
  readonly organisation: [] | [bigint];
}

/** Under what to seal. */
export interface RecordPublicKey {
  /** The same for all subjects and classes, for ever. */
  readonly public_key: Uint8Array;
  /** The shard whose key it is: with it the public key can be derived from the network's own. */
  readonly key_shard: Principal;
  /** The epoch to seal under now. */
  readonly epoch: [] | [number];
}

/** Candid type of {@link PublicKeyRequest}. */
export const PublicKeyRequest = IDL.Record({
  subject: IDL.Principal,
  class: IDL.Text,
  organisation: IDL.Opt(IDL.Nat64),
});

/** Candid type of {@link RecordPublicKey}. */
export const RecordPublicKey = IDL.Record({
  public_key: IDL.Vec(IDL.Nat8),
  key_shard: IDL.Principal,
  epoch: IDL.Opt(IDL.Nat32),
});

/**
 * The public key under which records of a sealed class are encrypted for a subject.
 * Errors: WrongShard, BucketMoving; with an organisation as issueRecord; KeyUnavailable.
 */
export async function recordPublicKey(
  vault: Vault,
  env: AsyncEnv,
  request: PublicKeyRequest,
): Promise<RecordPublicKey> {
  const visit = openDossier(vault, env, request.subject);
  const recordClass = vault.directory.recordClass(request.class);
  if (recordClass?.sealed !== true) refuse({ UnknownRecordClass: { code: request.class } });
  const epoch = mayKnowEpoch(visit, request) ? ([visit.dossier.keyEpoch.now] as [number]) : ([] as []);
  const key_shard = keyShardOf(vault);
  return { public_key: await publicKey(vault, env), key_shard, epoch };
}

function mayKnowEpoch(visit: Visit, request: PublicKeyRequest): boolean {
  const [organisation] = request.organisation;
  if (organisation === undefined) return visit.env.caller.compareTo(request.subject) === 'eq';
  requireActor(visit, organisation, ['officer']);
  checkIssuer(visit.vault, request.class, organisation);
  return true;
}
