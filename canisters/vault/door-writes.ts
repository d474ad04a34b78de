import { update } from 'azle';
import { amendRecord } from './amend-record.ts';
import { answerTicket } from './answer-ticket.ts';
import { appealDecision } from './appeal-decision.ts';
import { appointGuardian } from './appoint-guardian.ts';
import { changeConsent } from './change-consent.ts';
import { decideAppeal } from './decide-appeal.ts';
import { serveWrite } from './door.ts';
import { grantConsent } from './grant-consent.ts';
import { grantDelegate } from './grant-delegate.ts';
import { importExport } from './import-export.ts';
import { issueDecision } from './issue-decision.ts';
import { issueRecord } from './issue-record.ts';
import { METHODS } from './methods.ts';
import { offerConsent } from './offer-consent.ts';
import { openTicket } from './open-ticket.ts';
import { requestConsent } from './request-consent.ts';
import { reviewBreakGlass } from './review-break-glass.ts';
import { revokeDelegate } from './revoke-delegate.ts';
import { withdrawTicket } from './withdraw-ticket.ts';

const MANUAL = { manual: true } as const;

/** What ministries write. */
export class MinistryWrites {
  @update(METHODS.issue_record.args, METHODS.issue_record.result, MANUAL)
  issue_record(): void {
    serveWrite(METHODS.issue_record, issueRecord);
  }

  @update(METHODS.amend_record.args, METHODS.amend_record.result, MANUAL)
  amend_record(): void {
    serveWrite(METHODS.amend_record, amendRecord);
  }

  @update(METHODS.request_consent.args, METHODS.request_consent.result, MANUAL)
  request_consent(): void {
    serveWrite(METHODS.request_consent, requestConsent);
  }

  @update(METHODS.answer_ticket.args, METHODS.answer_ticket.result, MANUAL)
  answer_ticket(): void {
    serveWrite(METHODS.answer_ticket, answerTicket);
  }

  @update(METHODS.appoint_guardian.args, METHODS.appoint_guardian.result, MANUAL)
  appoint_guardian(): void {
    serveWrite(METHODS.appoint_guardian, appointGuardian);
  }

  @update(METHODS.issue_decision.args, METHODS.issue_decision.result, MANUAL)
  issue_decision(): void {
    serveWrite(METHODS.issue_decision, issueDecision);
  }

  @update(METHODS.decide_appeal.args, METHODS.decide_appeal.result, MANUAL)
  decide_appeal(): void {
    serveWrite(METHODS.decide_appeal, decideAppeal);
  }

  @update(METHODS.review_break_glass.args, METHODS.review_break_glass.result, MANUAL)
  review_break_glass(): void {
    serveWrite(METHODS.review_break_glass, reviewBreakGlass);
  }
}

/** What the subject writes, or her delegate. */
export class SubjectWrites {
  @update(METHODS.grant_consent.args, METHODS.grant_consent.result, MANUAL)
  grant_consent(): void {
    serveWrite(METHODS.grant_consent, grantConsent);
  }

  @update(METHODS.offer_consent.args, METHODS.offer_consent.result, MANUAL)
  offer_consent(): void {
    serveWrite(METHODS.offer_consent, offerConsent);
  }

  @update(METHODS.change_consent.args, METHODS.change_consent.result, MANUAL)
  change_consent(): void {
    serveWrite(METHODS.change_consent, changeConsent);
  }

  @update(METHODS.open_ticket.args, METHODS.open_ticket.result, MANUAL)
  open_ticket(): void {
    serveWrite(METHODS.open_ticket, openTicket);
  }

  @update(METHODS.withdraw_ticket.args, METHODS.withdraw_ticket.result, MANUAL)
  withdraw_ticket(): void {
    serveWrite(METHODS.withdraw_ticket, withdrawTicket);
  }

  @update(METHODS.grant_delegate.args, METHODS.grant_delegate.result, MANUAL)
  grant_delegate(): void {
    serveWrite(METHODS.grant_delegate, grantDelegate);
  }

  @update(METHODS.revoke_delegate.args, METHODS.revoke_delegate.result, MANUAL)
  revoke_delegate(): void {
    serveWrite(METHODS.revoke_delegate, revokeDelegate);
  }

  @update(METHODS.appeal_decision.args, METHODS.appeal_decision.result, MANUAL)
  appeal_decision(): void {
    serveWrite(METHODS.appeal_decision, appealDecision);
  }

  @update(METHODS.import_export.args, METHODS.import_export.result, MANUAL)
  import_export(): void {
    serveWrite(METHODS.import_export, importExport);
  }
}
