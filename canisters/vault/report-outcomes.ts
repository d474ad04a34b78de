import { IDL } from '@dfinity/candid';
import { CallFailed } from '@indus/kit/call-failed';
import type { AsyncEnv } from '@indus/kit/env';
import type { Again, Job } from '@indus/kit/jobs';
import { ReportOutcomes } from '@indus/kit/outcome-report';
import type { OutcomeCounts } from '@indus/kit/outcome-report';
import { safeCall } from '@indus/kit/safe-call';
import type { RemoteMethod } from '@indus/kit/safe-call';
import type { Decision } from './decision.ts';
import { algorithmKey, algorithmOfKey } from './outcome-store.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

/** The kind of the job that tells the registry what became of the decisions of a version of an algorithm. */
export const REPORT_OUTCOMES = 'report_outcomes';

/** What happens within it goes in one report. Units: nanoseconds. */
const REPORT_DELAY_NS = 60_000_000_000n;

const reportToRegistry: RemoteMethod<[ReportOutcomes], { readonly Ok: unknown } | { readonly Err: unknown }> =
  {
    name: 'report_outcomes',
    args: [ReportOutcomes],
    results: [IDL.Variant({ Ok: IDL.Reserved, Err: IDL.Reserved })],
    replySizeBytesMax: 262_144,
  };

/**
 * Counts what became of a decision in which an algorithm took part, and has the registry told. A decision that its subject
 * brought here counts for nothing: nobody here has seen it made.
 */
export function noteOutcome(
  { vault, env, dossier }: Visit,
  { algorithm: [use], at_ns }: Pick<Decision, 'algorithm' | 'at_ns'>,
  what: keyof OutcomeCounts,
): void {
  const { importedAtNs } = dossier.counts;
  if (use === undefined || (importedAtNs !== undefined && at_ns < importedAtNs)) return;
  vault.outcomes.add(use, what);
  vault.jobs.scheduleBy({
    kind: REPORT_OUTCOMES,
    key: algorithmKey(use),
    payload: new Uint8Array(0),
    dueNs: env.nowNs + REPORT_DELAY_NS,
  });
}

/**
 * Tells the registry the counts since the beginning; again, when there is more to tell by then.
 * Context: a job, tried until the registry takes it: it does once this shard is on its record and verified.
 * Errors: CallFailed.
 */
export async function reportOutcomes(
  vault: Vault,
  env: AsyncEnv,
  { key }: Pick<Job, 'key'>,
): Promise<Again | undefined> {
  const { id, version } = algorithmOfKey(key);
  const told = vault.outcomes.of({ id, version });
  const answer = await safeCall(env, reportToRegistry, {
    canister: vault.directory.head.registry,
    args: [{ algorithm: id, version, ...told }],
  });
  if ('Err' in answer) throw new CallFailed('canister_reject', 'the registry refused the outcomes');
  const now = vault.outcomes.of({ id, version });
  const isWhole = (['decisions', 'appeals', 'overturned'] as const).every((name) => now[name] === told[name]);
  return isWhole ? undefined : { dueNs: env.nowNs + REPORT_DELAY_NS };
}
