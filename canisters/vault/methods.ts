import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { methodTable } from '@indus/kit/endpoint';
import type { AppealDecision } from './appeal-decision.ts';
import {
  BucketConsistency,
  BucketLogPage,
  CertifiedItem,
  CertifiedItems,
  FindUsage,
  LedgerConsistency,
  LedgerPage,
  LedgerRead,
  ReadRecords,
  UsageHeartbeat,
  UsagePeriod,
  Written,
} from './answers.ts';
import { BucketChunk, BucketHandover, BucketMove, Shard } from './bucket.ts';
import { DeriveRequest, SealedRead } from './derive-record-key.ts';
import { Imported } from './export-part.ts';
import { RecordBody } from './held-record.ts';
import type { ImportRequest } from './import-export.ts';
import {
  BODY_REQUEST_SIZE_BYTES_MAX,
  DECISION_REQUEST_SIZE_BYTES_MAX,
  CHUNK_REQUEST_SIZE_BYTES_MAX,
  IMPORT_REQUEST_SIZE_BYTES_MAX,
  REQUEST_SIZE_BYTES_MAX,
  SHARDS_REQUEST_SIZE_BYTES_MAX,
  TEXT_REQUEST_SIZE_BYTES_MAX,
} from './limits.ts';
import { ListMandates, SharedItems } from './list-shares.ts';
import type { VersionPageRequest } from './list-versions.ts';
import type { Place } from './locate.ts';
import { MethodError } from './method-error.ts';
import type { MoveRequest } from './move-bucket.ts';
import {
  AmendRequest,
  AnswerTicket,
  AppointGuardian,
  ConsentRequest,
  DecideAppeal,
  IssueDecision,
  IssueRequest,
  ListWork,
  ReviewBreakGlass,
  WorkPage,
} from './ministry-requests.ts';
import { ItemsRead, ReadAsDelegate } from './read-as-delegate.ts';
import type { BodiesRequest } from './read-bodies.ts';
import {
  BodyName,
  BucketConsistencyRequest,
  BucketLogRequest,
  FindUsageRequest,
  ItemPageRequest,
  LedgerConsistencyRequest,
  LedgerRequest,
  ReadLedgerRequest,
  ReadRequest,
} from './reading-requests.ts';
import type { RevokeDelegate } from './revoke-delegate.ts';
import { ShardKeyRequest } from './record-key.ts';
import { PublicKeyRequest, RecordPublicKey } from './record-public-key.ts';
import { ConsentChange, ConsentGrant, ConsentOffer, GrantDelegate, OpenTicket } from './subject-requests.ts';
import type { WithdrawTicket } from './withdraw-ticket.ts';

const { update, query, resultOf } = methodTable(MethodError, REQUEST_SIZE_BYTES_MAX);

const ItemResult = resultOf(CertifiedItem);
const WriteResult = resultOf(Written);
const DoneResult = resultOf(IDL.Null);

// Queries about what is public are asked by anyone; what is a subject's own is refused to everybody else by name.
/** Every public method of the canister but `registry_changed`, as declared and as guarded. */
export const METHODS = {
  read_head: query<[Principal], CertifiedItem>([IDL.Principal], ItemResult),
  list_items: query<[ItemPageRequest], CertifiedItems>([ItemPageRequest], resultOf(CertifiedItems)),
  read_bodies: query<[BodiesRequest], RecordBody[]>(
    [IDL.Record({ subject: IDL.Principal, names: IDL.Vec(BodyName) })],
    resultOf(IDL.Vec(RecordBody)),
  ),
  list_ledger: query<[LedgerRequest], LedgerPage>([LedgerRequest], resultOf(LedgerPage)),
  prove_ledger_consistency: query<[LedgerConsistencyRequest], LedgerConsistency>(
    [LedgerConsistencyRequest],
    resultOf(LedgerConsistency),
  ),
  locate: query<[Principal], Place>(
    [IDL.Principal],
    resultOf(IDL.Record({ bucket: IDL.Nat32, shard: IDL.Principal })),
  ),
  read_statistics: query<[], CertifiedItem>([], ItemResult),
  read_records: update<[ReadRequest], ReadRecords>(
    [ReadRequest],
    resultOf(ReadRecords),
    TEXT_REQUEST_SIZE_BYTES_MAX,
  ),
  derive_record_key: update<[DeriveRequest], SealedRead>(
    [DeriveRequest],
    resultOf(SealedRead),
    TEXT_REQUEST_SIZE_BYTES_MAX,
  ),
  record_public_key: update<[PublicKeyRequest], RecordPublicKey>(
    [PublicKeyRequest],
    resultOf(RecordPublicKey),
  ),
  derive_shard_key: update<[ShardKeyRequest], Uint8Array>([ShardKeyRequest], resultOf(IDL.Vec(IDL.Nat8))),
  issue_record: update<[IssueRequest], Written>([IssueRequest], WriteResult, BODY_REQUEST_SIZE_BYTES_MAX),
  amend_record: update<[AmendRequest], Written>([AmendRequest], WriteResult, BODY_REQUEST_SIZE_BYTES_MAX),
  request_consent: update<[ConsentRequest], Written>(
    [ConsentRequest],
    WriteResult,
    TEXT_REQUEST_SIZE_BYTES_MAX,
  ),
  grant_consent: update<[ConsentGrant], Written>([ConsentGrant], WriteResult),
  offer_consent: update<[ConsentOffer], Written>([ConsentOffer], WriteResult, TEXT_REQUEST_SIZE_BYTES_MAX),
  change_consent: update<[ConsentChange], Written>([ConsentChange], WriteResult),
  grant_delegate: update<[GrantDelegate], Written>([GrantDelegate], WriteResult),
  revoke_delegate: update<[RevokeDelegate], Written>(
    [IDL.Record({ subject: IDL.Principal, grant: IDL.Nat64 })],
    WriteResult,
  ),
  appoint_guardian: update<[AppointGuardian], Written>([AppointGuardian], WriteResult),
  open_ticket: update<[OpenTicket], Written>([OpenTicket], WriteResult, TEXT_REQUEST_SIZE_BYTES_MAX),
  withdraw_ticket: update<[WithdrawTicket], Written>(
    [IDL.Record({ subject: IDL.Principal, ticket: IDL.Nat64 })],
    WriteResult,
  ),
  answer_ticket: update<[AnswerTicket], Written>([AnswerTicket], WriteResult, TEXT_REQUEST_SIZE_BYTES_MAX),
  review_break_glass: update<[ReviewBreakGlass], Written>(
    [ReviewBreakGlass],
    WriteResult,
    TEXT_REQUEST_SIZE_BYTES_MAX,
  ),
  list_consents: query<[ListWork], SharedItems>([ListWork], resultOf(SharedItems)),
  list_mandates: query<[ListMandates], SharedItems>([ListMandates], resultOf(SharedItems)),
  read_as_delegate: update<[ReadAsDelegate], ItemsRead>([ReadAsDelegate], resultOf(ItemsRead)),
  list_shards: query<[], readonly Principal[]>([], resultOf(IDL.Vec(IDL.Principal))),
  list_work: query<[ListWork], WorkPage>([ListWork], resultOf(WorkPage)),
  issue_decision: update<[IssueDecision], Written>(
    [IssueDecision],
    WriteResult,
    DECISION_REQUEST_SIZE_BYTES_MAX,
  ),
  appeal_decision: update<[AppealDecision], Written>(
    [IDL.Record({ subject: IDL.Principal, decision: IDL.Nat64, grounds: IDL.Text })],
    WriteResult,
    TEXT_REQUEST_SIZE_BYTES_MAX,
  ),
  decide_appeal: update<[DecideAppeal], Written>([DecideAppeal], WriteResult, TEXT_REQUEST_SIZE_BYTES_MAX),
  set_shards: update<[readonly Shard[]], null>([IDL.Vec(Shard)], DoneResult, SHARDS_REQUEST_SIZE_BYTES_MAX),
  move_bucket: update<[MoveRequest], null>(
    [IDL.Record({ bucket: IDL.Nat32, to: IDL.Principal })],
    DoneResult,
  ),
  read_move: query<[number], [] | [BucketMove]>([IDL.Nat32], resultOf(IDL.Opt(BucketMove))),
  receive_bucket: update<[BucketChunk], null>([BucketChunk], DoneResult, CHUNK_REQUEST_SIZE_BYTES_MAX),
  activate_bucket: update<[BucketHandover], null>([BucketHandover], DoneResult),
  find_usage: query<[FindUsageRequest], FindUsage>([FindUsageRequest], resultOf(FindUsage)),
  usage_period: query<[Principal], UsagePeriod>([IDL.Principal], resultOf(UsagePeriod)),
  usage_heartbeat: query<[], UsageHeartbeat>([], resultOf(UsageHeartbeat)),
  read_bucket_log: query<[BucketLogRequest], BucketLogPage>([BucketLogRequest], resultOf(BucketLogPage)),
  prove_bucket_log_consistency: query<[BucketConsistencyRequest], BucketConsistency>(
    [BucketConsistencyRequest],
    resultOf(BucketConsistency),
  ),
  read_ledger: update<[ReadLedgerRequest], LedgerRead>([ReadLedgerRequest], resultOf(LedgerRead)),
  import_export: update<[ImportRequest], Imported>(
    [IDL.Record({ part: IDL.Vec(IDL.Nat8), last: IDL.Bool })],
    resultOf(Imported),
    IMPORT_REQUEST_SIZE_BYTES_MAX,
  ),
  list_versions: query<[VersionPageRequest], CertifiedItems>(
    [
      IDL.Record({
        subject: IDL.Principal,
        record_id: IDL.Nat64,
        cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
        limit: IDL.Nat32,
      }),
    ],
    resultOf(CertifiedItems),
  ),
} as const;
