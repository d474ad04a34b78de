import type { Principal } from '@dfinity/principal';
import type {
  _SERVICE,
  BreakGlassUse,
  Consent,
  Decision,
  DelegateGrant,
  Receipt as LedgerReceipt,
  Record as HeldRecord,
  Ticket,
  Written,
} from '../generated/vault.ts';
import type { recordTypes } from '../generated/vault-records.ts';
import { blob } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import { askVault, type Vault } from './vault.ts';

/** What an act made or changed, and where it stands in the ledger. */
export interface WrittenItem<T> {
  readonly value: T;
  readonly receipt: LedgerReceipt;
}

/** Acts that make or change one item of a dossier, with what they answer. */
interface Acts {
  readonly issue_record: HeldRecord;
  readonly amend_record: HeldRecord;
  readonly request_consent: Consent;
  readonly grant_consent: Consent;
  readonly offer_consent: Consent;
  readonly change_consent: Consent;
  readonly open_ticket: Ticket;
  readonly withdraw_ticket: Ticket;
  readonly answer_ticket: Ticket;
  readonly grant_delegate: DelegateGrant;
  readonly revoke_delegate: DelegateGrant;
  readonly appoint_guardian: DelegateGrant;
  readonly issue_decision: Decision;
  readonly appeal_decision: Decision;
  readonly decide_appeal: Decision;
  readonly review_break_glass: BreakGlassUse;
}

const TYPES: Readonly<Record<keyof Acts, keyof typeof recordTypes>> = {
  issue_record: 'Record',
  amend_record: 'Record',
  request_consent: 'Consent',
  grant_consent: 'Consent',
  offer_consent: 'Consent',
  change_consent: 'Consent',
  open_ticket: 'Ticket',
  withdraw_ticket: 'Ticket',
  answer_ticket: 'Ticket',
  grant_delegate: 'DelegateGrant',
  revoke_delegate: 'DelegateGrant',
  appoint_guardian: 'DelegateGrant',
  issue_decision: 'Decision',
  appeal_decision: 'Decision',
  decide_appeal: 'Decision',
  review_break_glass: 'BreakGlassUse',
};

/** The request of an act, as the vault's interface has it. */
export type ActRequest<Act extends keyof Acts> = Parameters<_SERVICE[Act]>[0];

/**
 * Carries out an act on a subject's dossier and answers the item as it is now. The answer is certified by the subnet.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function act<Act extends keyof Acts>(
  vault: Vault,
  subject: Principal,
  method: Act,
  request: ActRequest<Act>,
): Promise<WrittenItem<Acts[Act]>> {
  const { answer } = await askVault<Written>(vault, subject, {
    method,
    at: ({ service }) =>
      (service[method] as (request: ActRequest<Act>) => ReturnType<_SERVICE['issue_record']>)(request),
  });
  return { value: decodeItem<Acts[Act]>(TYPES[method], blob(answer.item)), receipt: answer.receipt };
}
