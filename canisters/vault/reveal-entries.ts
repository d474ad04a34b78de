import type { Env } from '@indus/kit/env';
import type { Job } from '@indus/kit/jobs';
import { giveNotice } from './give-notice.ts';
import type { Vault } from './storage.ts';
import { numberOf, openForJob, subjectJob } from './subject-job.ts';
import { revealedKey } from './revealed-key.ts';
import type { Visit } from './visit.ts';

/** The kind of the job that reveals an entry when its time has come. */
export const REVEAL_ENTRY = 'reveal_entry';

/** An entry under seal. Units: nanoseconds. */
export interface SealedEntry {
  readonly sequence: bigint;
  readonly revealAtNs: bigint;
}

/** Sets the time at which an entry reveals itself; nobody can take it back. */
export function scheduleReveal({ vault, dossier }: Visit, { sequence, revealAtNs }: SealedEntry): void {
  vault.jobs.scheduleBy(subjectJob({ dossier }, { kind: REVEAL_ENTRY, number: sequence, dueNs: revealAtNs }));
}

/**
 * Tells the subject that an entry can be read from now on. The time alone opens it; this job only counts and gives notice.
 * Context: a job; a bucket that has moved away takes its jobs along.
 */
export function revealEntry(vault: Vault, env: Env, job: Job): void {
  const visit = openForJob(vault, env, job);
  const sequence = numberOf(job);
  if (visit === undefined || visit.dossier.hidden.get(revealedKey(sequence)) !== undefined) return;
  visit.dossier.hidden.set(revealedKey(sequence), new Uint8Array(0));
  giveNotice(visit, { sealed_revealed: sequence });
  vault.statistics.add('sealed_now', -1n);
  vault.commit(env);
}
