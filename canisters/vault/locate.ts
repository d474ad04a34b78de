import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

/** Where a subject's dossier is, or would be. */
export interface Place {
  readonly bucket: number;
  readonly shard: Principal;
}

/**
 * The shard that serves a subject, as far as this one knows: it may send on once more.
 * Errors: Other before anybody has said where the bucket is.
 */
export function locate(vault: Vault, _env: Env, subject: Principal): Place {
  const { bucket } = vault.keyOf(subject);
  const place = vault.buckets.place(bucket);
  if (place === undefined)
    refuse({ Other: { code: 1, message: `nobody has said where bucket ${bucket} is` } });
  return { bucket, shard: place.shard };
}
