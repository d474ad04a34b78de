import { IDL } from '@dfinity/candid';
import type { Env } from '@indus/kit/env';
import { RecordedRefusal, Refusal } from '@indus/kit/refusal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amendRecord } from './amend-record.ts';
import { answerTicket } from './answer-ticket.ts';
import { appealDecision } from './appeal-decision.ts';
import { appointGuardian } from './appoint-guardian.ts';
import { changeConsent } from './change-consent.ts';
import { decideAppeal } from './decide-appeal.ts';
import { findUsage, usageHeartbeat, usagePeriod } from './find-usage.ts';
import { grantConsent } from './grant-consent.ts';
import { grantDelegate } from './grant-delegate.ts';
import { arbitraryOf } from './idl-arbitrary.ts';
import { issueDecision } from './issue-decision.ts';
import { issueRecord } from './issue-record.ts';
import { listItems } from './list-items.ts';
import { listLedger, proveLedgerConsistency } from './list-ledger.ts';
import { listWork } from './list-work.ts';
import { livedScene } from './lived-scene.ts';
import { locate } from './locate.ts';
import { METHODS } from './methods.ts';
import { offerConsent } from './offer-consent.ts';
import { openTicket } from './open-ticket.ts';
import { proveBucketLogConsistency, readBucketLog } from './read-bucket-log.ts';
import { readBodies } from './read-bodies.ts';
import { readHead } from './read-head.ts';
import { readLedger } from './read-ledger.ts';
import { readRecords } from './read-records.ts';
import { readStatistics } from './read-statistics.ts';
import { requestConsent } from './request-consent.ts';
import { reviewBreakGlass } from './review-break-glass.ts';
import { revokeDelegate } from './revoke-delegate.ts';
import type { Vault } from './storage.ts';
import { PEOPLE } from './vault-fixture.ts';
import { withdrawTicket } from './withdraw-ticket.ts';

type Handler = (vault: Vault, env: Env, ...args: never[]) => unknown;

const HANDLERS = {
  read_head: readHead,
  list_items: listItems,
  read_bodies: readBodies,
  list_ledger: listLedger,
  prove_ledger_consistency: proveLedgerConsistency,
  locate,
  read_statistics: readStatistics,
  issue_record: issueRecord,
  amend_record: amendRecord,
  request_consent: requestConsent,
  grant_consent: grantConsent,
  offer_consent: offerConsent,
  change_consent: changeConsent,
  grant_delegate: grantDelegate,
  revoke_delegate: revokeDelegate,
  appoint_guardian: appointGuardian,
  open_ticket: openTicket,
  withdraw_ticket: withdrawTicket,
  answer_ticket: answerTicket,
  review_break_glass: reviewBreakGlass,
  list_work: listWork,
  issue_decision: issueDecision,
  appeal_decision: appealDecision,
  decide_appeal: decideAppeal,
  find_usage: findUsage,
  usage_period: usagePeriod,
  usage_heartbeat: usageHeartbeat,
  read_bucket_log: readBucketLog,
  prove_bucket_log_consistency: proveBucketLogConsistency,
  read_records: (vault: Vault, env: Env, request: never) => readRecords(vault, env, request).value,
  read_ledger: (vault: Vault, env: Env, request: never) => readLedger(vault, env, request).value,
} satisfies Partial<Record<keyof typeof METHODS, unknown>>;

const caller = fc.constantFrom(...Object.values(PEOPLE));

describe.each(Object.keys(HANDLERS) as (keyof typeof HANDLERS)[])('%s', (name) => {
  it('answers whatever fits its type with its type, or refuses; a refusal changes nothing but the ledger', () => {
    const scene = livedScene();
    const { vault } = scene;
    const { args: types, reply } = METHODS[name];
    const handler = HANDLERS[name] as Handler;
    const values = fc.tuple(...types.map(arbitraryOf));
    fc.assert(
      fc.property(caller, values, (by, args) => {
        const decoded = IDL.decode(types, IDL.encode(types, args)) as never[];
        const before = vault.host.writes();
        try {
          reply.encode({ Ok: handler(vault, scene.env(by), ...decoded) });
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          reply.encode({ Err: error.error });
          if (!(error instanceof RecordedRefusal)) expect(vault.host.writes()).toBe(before);
        }
      }),
      { numRuns: 150 },
    );
  });
});
