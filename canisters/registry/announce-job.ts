import type { NewJob } from '@indus/kit/jobs';

/** The kind of the job that tells subscribers that the directory has changed; there is one of it. */
export const ANNOUNCE = 'announce_directory';

const NONE = new Uint8Array(0);

/** The job, due at once. */
export function announceJob(nowNs: bigint): NewJob {
  return { kind: ANNOUNCE, key: NONE, payload: NONE, dueNs: nowNs };
}
