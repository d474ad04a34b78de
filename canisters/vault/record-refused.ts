import { NO_RESULT, recordAct } from './record-act.ts';
import type { Visit } from './visit.ts';

/** What cannot be laid to anybody. */
export interface Refused {
  /** The method, or how many of them. */
  readonly told: string;
  readonly fault: string;
  readonly count: bigint;
}

/** Writes refused reads whose subjects are not told into the ledger of nobody, and counts and certifies them. */
export function recordRefused(visit: Visit, { told, fault, count }: Refused): void {
  const { vault, env } = visit;
  recordAct(visit, {
    act: { refused_request: null },
    organisation: [],
    role: [],
    on_behalf_of: [],
    basis: { audit: told },
    purpose: [],
    record_classes: [],
    result_sha256: NO_RESULT,
    delete_by_ns: [],
    outcome: { denied: fault },
  });
  vault.statistics.add('reads_denied', count);
  vault.commit(env);
}
