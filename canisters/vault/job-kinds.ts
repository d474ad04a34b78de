import { DIRECTORY_SYNC, directorySync } from '@indus/kit/directory-sync';
import { ENTROPY, entropyJob } from '@indus/kit/entropy-job';
import type { JobKind } from '@indus/kit/jobs';
import { OVER_QUOTA, recordOverQuota } from './count-over-quota.ts';
import { BREAK_GLASS_DUE, lookAtBreakGlass } from './use-break-glass.ts';
import { CONSENT_EXPIRY, expireConsent } from './expire-consent.ts';
import { escalateTicket } from './escalate-ticket.ts';
import { clearBucket } from './clear-bucket.ts';
import { CLEAR_BUCKET, MOVE_BUCKET } from './end-move.ts';
import { runMove } from './run-move.ts';
import { IMPORT_LAPSE, lapseImport } from './import-export.ts';
import { REPORT_OUTCOMES, reportOutcomes } from './report-outcomes.ts';
import { REVEAL_ENTRY, revealEntry } from './reveal-entries.ts';
import type { JobKinds } from './storage.ts';
import { TICKET_DUE } from './ticket-work.ts';

const PATIENCE = { retryS: 10, retryMaxS: 3_600 } as const;

/** Everything that the vault does by itself when its time has come. */
export const jobKinds: JobKinds = (vault): Readonly<Record<string, JobKind>> => ({
  [DIRECTORY_SYNC]: directorySync(vault.directory),
  [ENTROPY]: entropyJob({ secret: vault.secret, rng: vault.random }),
  [BREAK_GLASS_DUE]: { run: (env, job) => lookAtBreakGlass(vault, env, job), ...PATIENCE },
  [CONSENT_EXPIRY]: { run: (env, job) => expireConsent(vault, env, job), ...PATIENCE },
  [IMPORT_LAPSE]: { run: (_env, job) => lapseImport(vault, job), ...PATIENCE },
  [OVER_QUOTA]: { run: (env, job) => recordOverQuota(vault, env, job), ...PATIENCE },
  [REPORT_OUTCOMES]: { run: (env, job) => reportOutcomes(vault, env, job), ...PATIENCE },
  [TICKET_DUE]: { run: (env, job) => escalateTicket(vault, env, job), ...PATIENCE },
  [CLEAR_BUCKET]: { run: (env, job) => clearBucket(vault, env, job), ...PATIENCE },
  // A run waits for the other shard as long as that takes.
  [MOVE_BUCKET]: { run: (env, job) => runMove(vault, env, job), retryS: 60, retryMaxS: 300 },
  [REVEAL_ENTRY]: { run: (env, job) => revealEntry(vault, env, job), ...PATIENCE },
});
