import type { IDL } from '@dfinity/candid';
import { Written } from './answers.ts';
import { BreakGlassUse } from './break-glass-use.ts';
import { BucketHead, VaultInit } from './bucket.ts';
import { Consent } from './consent.ts';
import { Decision } from './decision.ts';
import { DelegateGrant } from './delegate-grant.ts';
import { HeldRecord } from './held-record.ts';
import { LedgerEntry, LedgerLeaf } from './ledger-entry.ts';
import { AmendRequest, ConsentRequest, IssueRequest } from './ministry-requests.ts';
import { Notice } from './notice.ts';
import { Statistics } from './statistics.ts';
import { SubjectHead } from './subject-head.ts';
import { Ticket } from './ticket.ts';

/** Types of the records that the vault stores, certifies or hashes in its calls. */
export const RECORD_TYPES: readonly IDL.Type[] = [
  AmendRequest,
  BreakGlassUse,
  BucketHead,
  Consent,
  ConsentRequest,
  Decision,
  DelegateGrant,
  HeldRecord,
  IssueRequest,
  LedgerEntry,
  LedgerLeaf,
  Notice,
  Statistics,
  SubjectHead,
  Ticket,
  VaultInit,
  Written,
];
