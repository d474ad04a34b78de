import type { Env } from '@indus/kit/env';
import type { OutcomeCounts, ReportOutcomes } from '@indus/kit/outcome-report';
import { samePrincipal } from '../check-board.ts';
import { canisterKey } from '../canister-store.ts';
import { refuse, refuseInvalid } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import { findRecord } from './find-record.ts';
import { REPORTERS_MAX } from './limits.ts';
import { outcomesOf } from './outcomes.ts';
import type { OutcomeReport, Outcomes } from './outcomes.ts';
import { versionKey } from './versioned-register.ts';

/**
 * Takes the counts of a canister that keeps decisions, in the place of what it told before; sums and rates are public. The
 * canister must be verified, and belong to the algorithm's organisation or to the one that keeps the nation's vault.
 * Errors: ReporterNotVerified; RecordNotFound; OtherOrganisation; Invalid when counts contradict each other or shrink;
 * TooMany.
 */
export function reportOutcomes(registry: Registry, env: Env, request: ReportOutcomes): Outcomes {
  const { algorithm: id, version, decisions, appeals, overturned } = request;
  const reporter = registry.canisters.records.get(canisterKey(env.caller));
  if (reporter === undefined || !('verified' in reporter.state))
    return refuse({ ReporterNotVerified: { canister: env.caller } });
  const algorithm = findRecord(registry, 'algorithms', id, version);
  const { organisation } = reporter.declared;
  const isVault = organisation === registry.codes.parameter('vault_organisation');
  if (organisation !== algorithm.organisation && !isVault)
    refuse({ OtherOrganisation: { organisation: algorithm.organisation } });

  const before = registry.registers.outcomes.get(versionKey(id, version))?.reports ?? [];
  const last = before.find(({ canister }) => samePrincipal(canister, env.caller));
  if (last !== undefined) checkGrowth(last, request);
  const others = before.filter((report) => report !== last);
  if (others.length >= REPORTERS_MAX)
    refuse({ TooMany: { what: 'reporters', limit: BigInt(REPORTERS_MAX) } });

  const canister = env.caller;
  const report = { canister, organisation, decisions, appeals, overturned, at_ns: env.nowNs };
  const outcomes = outcomesOf(id, version, [...others, report]);
  checkSums(outcomes);
  const sha256 = registry.registers.outcomes.put(outcomes);
  const key = versionKey(id, version);
  registry.recordChange(env, { act: 'report_outcomes', section: 'outcomes', key, sha256 });
  registry.commit(env);
  return outcomes;
}

/** A bucket moves between decision and appeal: only all reporters together have no more appeals than decisions. */
function checkSums({ decisions, appeals, overturned }: OutcomeCounts): void {
  if (appeals > decisions) refuseInvalid('appeals', `expected at most ${decisions} in all`, decisions);
  if (overturned > appeals) refuseInvalid('overturned', `expected at most ${appeals} in all`, appeals);
}

/** What was counted stays counted. */
function checkGrowth(last: OutcomeReport, now: ReportOutcomes): void {
  for (const field of ['decisions', 'appeals', 'overturned'] as const) {
    if (now[field] < last[field])
      refuseInvalid(field, `expected at least ${last[field]}, as reported before`);
  }
}
