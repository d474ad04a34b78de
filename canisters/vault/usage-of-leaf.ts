import { caseOf } from '@indus/kit/variant';
import type { Usage } from './answers.ts';
import type { Act, LedgerEntry, LedgerLeaf } from './ledger-entry.ts';
import type { Vault } from './storage.ts';
import { formatTime } from './usage-time.ts';

/** Acts in words. */
const WORDS: Readonly<Record<ReturnType<typeof caseOf<Act>>, string>> = {
  read_records: 'Records were read',
  read_ledger: 'The access ledger was read',
  derive_key: 'The key of sealed records was asked for',
  issue_record: 'A record was issued',
  amend_record: 'A record was amended',
  request_consent: 'Consent was asked for',
  decide_consent: 'A consent was given or changed',
  open_ticket: 'A right was claimed',
  answer_ticket: 'A claim was answered',
  withdraw_ticket: 'A claim was withdrawn',
  grant_delegate: 'Somebody was let act for the person',
  revoke_delegate: 'Somebody may no longer act for the person',
  issue_decision: 'A decision was issued',
  appeal_decision: 'A decision was appealed against',
  decide_appeal: 'An appeal was decided',
  review_break_glass: 'Emergency access was reviewed',
  export: 'Everything was exported',
  import_export: 'An export was brought here',
  refused_request: 'A request that could not be read was refused',
};

/** What stands for who has read under seal. */
const SEALED = 'sealed';

/** An entry of the ledger as one use of personal data. */
export function usageOfEntry(vault: Vault, entry: LedgerEntry): Usage {
  const [organisation] = entry.organisation;
  const [code] = entry.purpose;
  const { directory } = vault;
  const why = code === undefined ? '' : `: ${directory.purpose(code)?.names.en ?? code}`;
  const end = 'denied' in entry.outcome ? ` (denied: ${entry.outcome.denied})` : '';
  const name = organisation === undefined ? undefined : directory.organisation(organisation)?.names.en;
  return {
    logtime: formatTime(entry.at_ns),
    action: `${WORDS[caseOf(entry.act)]}${why}${end}`,
    receiverCode: organisation === undefined ? entry.caller.toText() : String(organisation),
    receiverName: name === undefined ? [] : [name],
    receiverSystem: entry.caller.toText(),
  };
}

/** A leaf that is still under seal as one use: counted, and nothing more. */
export function usageOfSealed({ sealed }: Extract<LedgerLeaf, { readonly sealed: unknown }>): Usage {
  return {
    logtime: formatTime(sealed.at_ns),
    action: `Access under seal until ${formatTime(sealed.reveal_at_ns)}`,
    receiverCode: SEALED,
    receiverName: [],
    receiverSystem: SEALED,
  };
}
