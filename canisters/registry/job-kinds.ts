import { ENTROPY, entropyJob } from '@indus/kit/entropy-job';
import type { JobKind } from '@indus/kit/jobs';
import { announceDirectory } from './announce-directory.ts';
import { ANNOUNCE } from './announce-job.ts';
import { BACKFILL, backfillDirectory } from './backfill-directory.ts';
import { CHECK_CANISTER, TAKE_UPGRADE } from './canister-jobs.ts';
import { observeCanister } from './observe-canister.ts';
import { registerJobKinds } from './registers/job-kinds.ts';
import type { Registry } from './storage.ts';
import { takeUpgrade } from './take-upgrade.ts';

/** The code for the registry's jobs, by kind. */
export function jobKinds(registry: Registry): Readonly<Record<string, JobKind>> {
  return {
    ...registerJobKinds(registry),
    [ANNOUNCE]: announceDirectory(registry),
    [BACKFILL]: backfillDirectory(registry),
    [CHECK_CANISTER]: observeCanister(registry),
    [TAKE_UPGRADE]: takeUpgrade(registry),
    [ENTROPY]: entropyJob({ secret: registry.secret }),
  };
}
