import { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { Job } from '@indus/kit/jobs';
import { openDossier } from './open-dossier.ts';
import { recordRefused } from './record-refused.ts';
import type { Vault } from './storage.ts';
import { NOBODY } from './subject-key.ts';

/** The kind of the job that writes down how many reads of a caller were counted. */
export const OVER_QUOTA = 'over_quota';

/** How long reads are counted before they are written down. Units: nanoseconds. */
const WINDOW_NS = 60_000_000_000n;

/**
 * Whether a read over quota is to have an entry of its own: the first of a caller within a window has, the others are counted
 * and written down as one when it ends. A flood of refused reads would else be a flood of entries.
 */
export function isFirstOverQuota(vault: Vault, { caller, nowNs }: Env): boolean {
  const { overQuota, jobs } = vault;
  if (overQuota.has(caller)) {
    overQuota.count(caller);
    return false;
  }
  overQuota.begin(caller);
  const key = caller.toUint8Array();
  jobs.schedule({ kind: OVER_QUOTA, key, payload: new Uint8Array(0), dueNs: nowNs + WINDOW_NS });
  return true;
}

/** Writes down in the shard's own name how many reads of a caller were counted. Context: a job. */
export function recordOverQuota(vault: Vault, env: Env, { key }: Pick<Job, 'key'>): void {
  vault.begin();
  const caller = Principal.fromUint8Array(key);
  const count = vault.overQuota.take(caller);
  if (count === 0) return;
  const visit = openDossier(vault, { ...env, caller }, NOBODY);
  recordRefused(visit, { told: `${count} more reads`, fault: 'RateLimited', count: BigInt(count) });
}
