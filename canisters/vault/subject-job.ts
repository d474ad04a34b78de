import { Principal } from '@dfinity/principal';
import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import type { Job, NewJob } from '@indus/kit/jobs';
import { readU64, u64Key } from '@indus/kit/key';
import type { Vault } from './storage.ts';
import { BUCKET_KEY_SIZE_BYTES } from './subject-key.ts';
import type { Visit } from './visit.ts';

const NUMBER_SIZE_BYTES = 8;

/** A job about one thing of a subject, which is known by a number. Units: nanoseconds. */
export function subjectJob(
  { dossier }: { readonly dossier: Pick<Visit['dossier'], 'key'> },
  { kind, number, dueNs }: { readonly kind: string; readonly number: bigint; readonly dueNs: bigint },
): NewJob {
  return { kind, key: concatBytes(dossier.key.bytes, u64Key(number)), payload: new Uint8Array(0), dueNs };
}

/** The number that a job is about. */
export function numberOf(job: Pick<Job, 'key'>): bigint {
  return readU64(job.key, job.key.length - NUMBER_SIZE_BYTES);
}

/** A bucket is on its way: the job comes back. */
export class BucketUnsettled extends Error {
  override readonly name = 'BucketUnsettled';
}

/**
 * The visit to the subject that a job is about; none when her bucket has moved away, where the job went along.
 * Errors: BucketUnsettled while nobody serves the bucket.
 */
export function openForJob(vault: Vault, env: Env, { key }: Pick<Job, 'key'>): Visit | undefined {
  vault.begin();
  const start = BUCKET_KEY_SIZE_BYTES + 1;
  const subject = Principal.fromUint8Array(key.slice(start, start + (key[BUCKET_KEY_SIZE_BYTES] as number)));
  const place = vault.buckets.place(vault.keyOf(subject).bucket)?.kind;
  if (place === 'handing_over' || place === 'arriving') throw new BucketUnsettled('the bucket is on its way');
  return place === 'owned' ? { vault, env, dossier: vault.dossier(subject) } : undefined;
}
