/* eslint-disable */
// Made from canisters/vault/vault.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import { IDL } from '@dfinity/candid';

/** Candid types of the records that travel as blobs. */
export const recordTypes = (() => {
  const BreakGlassUse = IDL.Record({
    'by' : IDL.Principal,
    'id' : IDL.Nat64,
    'review' : IDL.Opt(
      IDL.Record({
        'by' : IDL.Principal,
        'at_ns' : IDL.Nat64,
        'justified' : IDL.Bool,
        'note' : IDL.Text,
      })
    ),
    'at_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'overdue' : IDL.Bool,
    'review_by_ns' : IDL.Nat64,
    'sequence' : IDL.Nat64,
    'organisation' : IDL.Nat64,
  });
  const BucketHead = IDL.Record({
    'log_root' : IDL.Vec(IDL.Nat8),
    'log_size' : IDL.Nat64,
    'epoch' : IDL.Nat64,
    'bucket' : IDL.Nat32,
  });
  const ConsentStatus = IDL.Variant({
    'active' : IDL.Null,
    'revoked' : IDL.Null,
    'expired' : IDL.Null,
    'pending' : IDL.Null,
    'rejected' : IDL.Null,
    'paused' : IDL.Null,
  });
  const ConsentMode = IDL.Variant({
    'stream' : IDL.Null,
    'view' : IDL.Null,
    'store' : IDL.Null,
    'query_only' : IDL.Null,
  });
  const FetchType = IDL.Variant({
    'onetime' : IDL.Null,
    'periodic' : IDL.Null,
  });
  const TimeUnit = IDL.Variant({
    'day' : IDL.Null,
    'inf' : IDL.Null,
    'month' : IDL.Null,
    'hour' : IDL.Null,
    'week' : IDL.Null,
    'year' : IDL.Null,
  });
  const Duration = IDL.Record({ 'value' : IDL.Nat32, 'unit' : TimeUnit });
  const Detail = IDL.Variant({
    'summary' : IDL.Null,
    'transactions' : IDL.Null,
    'profile' : IDL.Null,
  });
  const LegalBasisName = IDL.Variant({
    'warrant' : IDL.Null,
    'consent' : IDL.Null,
    'statute' : IDL.Null,
    'break_glass' : IDL.Null,
  });
  const ConsentTerms = IDL.Record({
    'provider' : IDL.Opt(IDL.Nat64),
    'data_from_ns' : IDL.Nat64,
    'consent_expiry_ns' : IDL.Nat64,
    'record_classes' : IDL.Vec(IDL.Text),
    'customer' : IDL.Principal,
    'mode' : ConsentMode,
    'purpose_code' : IDL.Text,
    'fetch_type' : FetchType,
    'reader_module_hash' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'consent_start_ns' : IDL.Nat64,
    'consumer' : IDL.Nat64,
    'data_life' : Duration,
    'frequency' : Duration,
    'data_to_ns' : IDL.Nat64,
    'consent_types' : IDL.Vec(Detail),
    'legal_basis' : LegalBasisName,
  });
  const Language = IDL.Variant({
    'en' : IDL.Null,
    'ps' : IDL.Null,
    'sd' : IDL.Null,
    'ur' : IDL.Null,
    'pnb' : IDL.Null,
  });
  const Consent = IDL.Record({
    'id' : IDL.Nat64,
    'status' : ConsentStatus,
    'terms' : ConsentTerms,
    'subject' : IDL.Principal,
    'history' : IDL.Vec(
      IDL.Record({
        'by' : IDL.Principal,
        'status' : ConsentStatus,
        'at_ns' : IDL.Nat64,
        'grant' : IDL.Opt(IDL.Nat64),
      })
    ),
    'shown_sha256' : IDL.Opt(IDL.Vec(IDL.Nat8)),
    'requested_by' : IDL.Principal,
    'last_read_at_ns' : IDL.Opt(IDL.Nat64),
    'language' : IDL.Opt(Language),
    'reads' : IDL.Nat64,
  });
  const AppealStatus = IDL.Variant({
    'none' : IDL.Null,
    'open' : IDL.Record({ 'at_ns' : IDL.Nat64, 'grounds' : IDL.Text }),
    'upheld' : IDL.Record({
      'by' : IDL.Principal,
      'reasons' : IDL.Text,
      'at_ns' : IDL.Nat64,
    }),
    'overturned' : IDL.Record({
      'by' : IDL.Principal,
      'reasons' : IDL.Text,
      'at_ns' : IDL.Nat64,
    }),
  });
  const Factor = IDL.Record({
    'value' : IDL.Text,
    'name' : IDL.Text,
    'words' : IDL.Vec(
      IDL.Record({ 'language' : Language, 'words' : IDL.Text })
    ),
    'contribution' : IDL.Float64,
  });
  const Decision = IDL.Record({
    'id' : IDL.Nat64,
    'reasons' : IDL.Text,
    'algorithm' : IDL.Opt(
      IDL.Record({
        'id' : IDL.Nat64,
        'receipt_sha256' : IDL.Opt(IDL.Vec(IDL.Nat8)),
        'version' : IDL.Nat32,
        'model_sha256' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      })
    ),
    'at_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'paused_at_ns' : IDL.Opt(IDL.Nat64),
    'counterfactual' : IDL.Opt(IDL.Text),
    'appeal_until_ns' : IDL.Nat64,
    'appeal' : AppealStatus,
    'factors' : IDL.Vec(Factor),
    'outcome' : IDL.Text,
    'official' : IDL.Principal,
    'purpose' : IDL.Text,
    'organisation' : IDL.Nat64,
  });
  const DelegateAct = IDL.Variant({
    'consent' : IDL.Null,
    'tickets' : IDL.Null,
    'read' : IDL.Null,
    'appeal' : IDL.Null,
  });
  const DelegateKind = IDL.Variant({
    'power_of_attorney' : IDL.Null,
    'guardian' : IDL.Record({ 'of_age_at_ns' : IDL.Nat64 }),
  });
  const DelegateGrant = IDL.Record({
    'id' : IDL.Nat64,
    'subject' : IDL.Principal,
    'record_classes' : IDL.Vec(IDL.Text),
    'acts' : IDL.Vec(DelegateAct),
    'kind' : DelegateKind,
    'granted_at_ns' : IDL.Nat64,
    'delegate' : IDL.Principal,
    'starts_at_ns' : IDL.Nat64,
    'granted_by' : IDL.Principal,
    'revoked_at_ns' : IDL.Opt(IDL.Nat64),
    'expires_at_ns' : IDL.Nat64,
    'organisation' : IDL.Opt(IDL.Nat64),
  });
  const RecordBody = IDL.Record({
    'id' : IDL.Nat64,
    'body' : IDL.Vec(IDL.Nat8),
    'salt' : IDL.Vec(IDL.Nat8),
    'version' : IDL.Nat32,
  });
  const ItemKind = IDL.Variant({
    'decision' : IDL.Null,
    'ticket' : IDL.Null,
    'consent' : IDL.Null,
    'notice' : IDL.Null,
    'break_glass_use' : IDL.Null,
    'grant' : IDL.Null,
    'held_record' : IDL.Null,
  });
  const ExportRow = IDL.Variant({
    'body' : RecordBody,
    'head' : IDL.Vec(IDL.Nat8),
    'item' : IDL.Record({
      'id' : IDL.Nat64,
      'kind' : ItemKind,
      'version' : IDL.Nat32,
      'bytes' : IDL.Vec(IDL.Nat8),
    }),
    'leaf' : IDL.Record({
      'revealed' : IDL.Opt(IDL.Vec(IDL.Nat8)),
      'bytes' : IDL.Vec(IDL.Nat8),
      'sequence' : IDL.Nat64,
    }),
  });
  const ExportPart = IDL.Record({
    'rows' : IDL.Vec(ExportRow),
    'number' : IDL.Nat32,
  });
  const Act = IDL.Variant({
    'amend_record' : IDL.Null,
    'request_consent' : IDL.Null,
    'revoke_delegate' : IDL.Null,
    'answer_ticket' : IDL.Null,
    'review_break_glass' : IDL.Null,
    'open_ticket' : IDL.Null,
    'appeal_decision' : IDL.Null,
    'import_export' : IDL.Null,
    'withdraw_ticket' : IDL.Null,
    'grant_delegate' : IDL.Null,
    'derive_key' : IDL.Null,
    'decide_consent' : IDL.Null,
    'read_ledger' : IDL.Null,
    'issue_record' : IDL.Null,
    'refused_request' : IDL.Null,
    'export' : IDL.Null,
    'read_records' : IDL.Null,
    'issue_decision' : IDL.Null,
    'decide_appeal' : IDL.Null,
  });
  const Role = IDL.Variant({
    'admin' : IDL.Null,
    'judge' : IDL.Null,
    'auditor' : IDL.Null,
    'data_protection' : IDL.Null,
    'officer' : IDL.Null,
    'developer' : IDL.Null,
  });
  const Basis = IDL.Variant({
    'warrant' : IDL.Record({ 'seal_days' : IDL.Nat32, 'reference' : IDL.Text }),
    'consent' : IDL.Nat64,
    'audit' : IDL.Text,
    'subject' : IDL.Null,
    'delegation' : IDL.Nat64,
    'statute' : IDL.Record({ 'reference' : IDL.Text }),
    'break_glass' : IDL.Record({ 'reason' : IDL.Text }),
  });
  const Outcome = IDL.Variant({ 'denied' : IDL.Text, 'granted' : IDL.Null });
  const LedgerEntry = IDL.Record({
    'act' : Act,
    'at_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'record_classes' : IDL.Vec(IDL.Text),
    'result_sha256' : IDL.Vec(IDL.Nat8),
    'role' : IDL.Opt(Role),
    'salt' : IDL.Vec(IDL.Nat8),
    'basis' : Basis,
    'on_behalf_of' : IDL.Opt(IDL.Text),
    'caller' : IDL.Principal,
    'outcome' : Outcome,
    'purpose' : IDL.Opt(IDL.Text),
    'sequence' : IDL.Nat64,
    'delete_by_ns' : IDL.Opt(IDL.Nat64),
    'organisation' : IDL.Opt(IDL.Nat64),
  });
  const LedgerLeaf = IDL.Variant({
    'open' : LedgerEntry,
    'sealed' : IDL.Record({
      'at_ns' : IDL.Nat64,
      'reveal_at_ns' : IDL.Nat64,
      'sequence' : IDL.Nat64,
      'commitment' : IDL.Vec(IDL.Nat8),
    }),
  });
  const NoticeKind = IDL.Variant({
    'bucket_moved' : IDL.Null,
    'consent_requested' : IDL.Nat64,
    'record_issued' : IDL.Nat64,
    'record_amended' : IDL.Nat64,
    'delegate_granted' : IDL.Nat64,
    'ticket_changed' : IDL.Nat64,
    'sealed_revealed' : IDL.Nat64,
    'decision_issued' : IDL.Nat64,
    'break_glass' : IDL.Record({ 'sequence' : IDL.Nat64 }),
    'new_reader' : IDL.Record({
      'caller' : IDL.Principal,
      'sequence' : IDL.Nat64,
      'organisation' : IDL.Opt(IDL.Nat64),
    }),
    'appeal_decided' : IDL.Nat64,
    'consent_expired' : IDL.Nat64,
  });
  const Notice = IDL.Record({
    'id' : IDL.Nat64,
    'at_ns' : IDL.Nat64,
    'kind' : NoticeKind,
  });
  const RecordState = IDL.Variant({
    'erased' : IDL.Record({ 'ticket' : IDL.Nat64, 'at_ns' : IDL.Nat64 }),
    'live' : IDL.Null,
    'amended' : IDL.Record({ 'by_version' : IDL.Nat32 }),
  });
  const Record = IDL.Record({
    'id' : IDL.Nat64,
    'to_ns' : IDL.Nat64,
    'issued_by' : IDL.Principal,
    'subject' : IDL.Principal,
    'media_type' : IDL.Text,
    'class' : IDL.Text,
    'size_bytes' : IDL.Nat32,
    'from_ns' : IDL.Nat64,
    'sealed' : IDL.Bool,
    'detail' : Detail,
    'version' : IDL.Nat32,
    'issuer' : IDL.Nat64,
    'state' : RecordState,
    'issued_at_ns' : IDL.Nat64,
    'restricted' : IDL.Bool,
    'commitment' : IDL.Vec(IDL.Nat8),
    'reason' : IDL.Opt(IDL.Text),
  });
  const Statistics = IDL.Record({
    'sealed_now' : IDL.Nat64,
    'sealed_ever' : IDL.Nat64,
    'subjects' : IDL.Nat64,
    'records' : IDL.Nat64,
    'appeals' : IDL.Nat64,
    'reads_granted' : IDL.Nat64,
    'tickets_overdue' : IDL.Nat64,
    'decisions' : IDL.Nat64,
    'tickets_open' : IDL.Nat64,
    'break_glass_unreviewed' : IDL.Nat64,
    'overturned' : IDL.Nat64,
    'break_glass_uses' : IDL.Nat64,
    'reads_denied' : IDL.Nat64,
  });
  const SubjectHead = IDL.Record({
    'grants' : IDL.Nat64,
    'tickets' : IDL.Nat64,
    'subject' : IDL.Principal,
    'records' : IDL.Nat64,
    'notices' : IDL.Nat64,
    'imported_at_ns' : IDL.Opt(IDL.Nat64),
    'decisions' : IDL.Nat64,
    'consents' : IDL.Nat64,
    'ledger_root' : IDL.Vec(IDL.Nat8),
    'ledger_size' : IDL.Nat64,
    'bucket' : IDL.Nat32,
    'break_glass_uses' : IDL.Nat64,
  });
  const TicketStatus = IDL.Variant({
    'escalated' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'done' : IDL.Record({
      'by' : IDL.Principal,
      'at_ns' : IDL.Nat64,
      'answer' : IDL.Text,
      'amended_version' : IDL.Opt(IDL.Nat32),
    }),
    'open' : IDL.Null,
    'withdrawn' : IDL.Record({ 'at_ns' : IDL.Nat64 }),
    'refused' : IDL.Record({
      'by' : IDL.Principal,
      'at_ns' : IDL.Nat64,
      'reason' : IDL.Text,
    }),
  });
  const Right = IDL.Variant({
    'access' : IDL.Null,
    'rectification' : IDL.Record({
      'claim' : IDL.Text,
      'record_id' : IDL.Nat64,
    }),
    'erasure' : IDL.Vec(IDL.Nat64),
    'objection' : IDL.Record({
      'decision' : IDL.Opt(IDL.Nat64),
      'grounds' : IDL.Text,
    }),
    'portability' : IDL.Null,
    'restriction' : IDL.Vec(IDL.Nat64),
  });
  const Ticket = IDL.Record({
    'id' : IDL.Nat64,
    'status' : TicketStatus,
    'due_at_ns' : IDL.Nat64,
    'subject' : IDL.Principal,
    'opened_by' : IDL.Principal,
    'opened_at_ns' : IDL.Nat64,
    'right' : Right,
    'organisation' : IDL.Nat64,
  });
  
  return { Record, Consent, Ticket, DelegateGrant, Decision, Notice, BreakGlassUse, SubjectHead, LedgerEntry, LedgerLeaf, Statistics, BucketHead, ExportPart };
})();
