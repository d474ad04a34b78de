import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { samePrincipal } from '@indus/kit/same-principal';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

/** A frozen bucket is served again within seconds. Units: nanoseconds. */
const MOVING_RETRY_NS = 2_000_000_000n;

/**
 * What is held on a subject, when this shard serves her bucket.
 * Errors: WrongShard with the shard that does; BucketMoving.
 */
export function openDossier(vault: Vault, env: Env, subject: Principal): Visit {
  const key = vault.keyOf(subject);
  requireServed(vault, env, key.bucket);
  return { vault, env, dossier: vault.dossier(subject, key) };
}

/**
 * That this shard serves a bucket.
 * Errors: WrongShard with the shard that does; BucketMoving.
 */
export function requireServed(vault: Vault, env: Env, bucket: number): void {
  if (vault.buckets.isOwned(bucket)) return;
  const place = vault.buckets.place(bucket);
  if (place?.kind === 'handing_over' || place?.kind === 'arriving') {
    refuse({ BucketMoving: { bucket, retry_after_ns: env.nowNs + MOVING_RETRY_NS } });
  }
  if (place === undefined)
    refuse({ Other: { code: 1, message: `nobody has said where bucket ${bucket} is` } });
  refuse({ WrongShard: { bucket, shard: place.shard } });
}

/**
 * As {@link openDossier}, for the subject herself alone.
 * Errors: NotSubject too.
 */
export function openOwnDossier(vault: Vault, env: Env, subject: Principal): Visit {
  if (!samePrincipal(env.caller, subject)) refuse({ NotSubject: { caller: env.caller } });
  return openDossier(vault, env, subject);
}
