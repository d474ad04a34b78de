import { query, update } from 'azle';
import { deriveRecordKey } from './derive-record-key.ts';
import { serveOpen, serveRead, serveReadAsync, serveWriteAsync } from './door.ts';
import { findUsage, usageHeartbeat, usagePeriod } from './find-usage.ts';
import { listItems } from './list-items.ts';
import { listLedger, proveLedgerConsistency } from './list-ledger.ts';
import { listConsents, listMandates } from './list-shares.ts';
import { listShards } from './list-shards.ts';
import { listVersions } from './list-versions.ts';
import { listWork } from './list-work.ts';
import { locate } from './locate.ts';
import { METHODS } from './methods.ts';
import { readAsDelegate } from './read-as-delegate.ts';
import { readBodies } from './read-bodies.ts';
import { proveBucketLogConsistency, readBucketLog } from './read-bucket-log.ts';
import { readHead } from './read-head.ts';
import { readLedger } from './read-ledger.ts';
import { readRecords } from './read-records.ts';
import { readStatistics } from './read-statistics.ts';
import { recordPublicKey } from './record-public-key.ts';

const MANUAL = { manual: true } as const;

/** What a subject asks about herself, and what anyone may ask. */
export class Queries {
  @query(METHODS.read_head.args, METHODS.read_head.result, MANUAL)
  read_head(): void {
    serveOpen(METHODS.read_head, readHead);
  }

  @query(METHODS.list_items.args, METHODS.list_items.result, MANUAL)
  list_items(): void {
    serveOpen(METHODS.list_items, listItems);
  }

  @query(METHODS.list_versions.args, METHODS.list_versions.result, MANUAL)
  list_versions(): void {
    serveOpen(METHODS.list_versions, listVersions);
  }

  @query(METHODS.read_bodies.args, METHODS.read_bodies.result, MANUAL)
  read_bodies(): void {
    serveOpen(METHODS.read_bodies, readBodies);
  }

  @query(METHODS.list_ledger.args, METHODS.list_ledger.result, MANUAL)
  list_ledger(): void {
    serveOpen(METHODS.list_ledger, listLedger);
  }

  @query(METHODS.prove_ledger_consistency.args, METHODS.prove_ledger_consistency.result, MANUAL)
  prove_ledger_consistency(): void {
    serveOpen(METHODS.prove_ledger_consistency, proveLedgerConsistency);
  }

  @query(METHODS.find_usage.args, METHODS.find_usage.result, MANUAL)
  find_usage(): void {
    serveOpen(METHODS.find_usage, findUsage);
  }

  @query(METHODS.usage_period.args, METHODS.usage_period.result, MANUAL)
  usage_period(): void {
    serveOpen(METHODS.usage_period, usagePeriod);
  }

  @query(METHODS.locate.args, METHODS.locate.result, MANUAL)
  locate(): void {
    serveOpen(METHODS.locate, locate);
  }

  @query(METHODS.read_statistics.args, METHODS.read_statistics.result, MANUAL)
  read_statistics(): void {
    serveOpen(METHODS.read_statistics, readStatistics);
  }

  @query(METHODS.read_bucket_log.args, METHODS.read_bucket_log.result, MANUAL)
  read_bucket_log(): void {
    serveOpen(METHODS.read_bucket_log, readBucketLog);
  }

  @query(METHODS.prove_bucket_log_consistency.args, METHODS.prove_bucket_log_consistency.result, MANUAL)
  prove_bucket_log_consistency(): void {
    serveOpen(METHODS.prove_bucket_log_consistency, proveBucketLogConsistency);
  }

  @query(METHODS.usage_heartbeat.args, METHODS.usage_heartbeat.result, MANUAL)
  usage_heartbeat(): void {
    serveOpen(METHODS.usage_heartbeat, usageHeartbeat);
  }

  @query(METHODS.list_shards.args, METHODS.list_shards.result, MANUAL)
  list_shards(): void {
    serveOpen(METHODS.list_shards, listShards);
  }

  @query(METHODS.list_consents.args, METHODS.list_consents.result, MANUAL)
  list_consents(): void {
    serveOpen(METHODS.list_consents, listConsents);
  }

  @query(METHODS.list_mandates.args, METHODS.list_mandates.result, MANUAL)
  list_mandates(): void {
    serveOpen(METHODS.list_mandates, listMandates);
  }

  @query(METHODS.list_work.args, METHODS.list_work.result, MANUAL)
  list_work(): void {
    serveOpen(METHODS.list_work, listWork);
  }
}

/** Reads by others. */
export class Reads {
  @update(METHODS.read_records.args, METHODS.read_records.result, MANUAL)
  read_records(): void {
    serveRead(METHODS.read_records, readRecords);
  }

  @update(METHODS.read_ledger.args, METHODS.read_ledger.result, MANUAL)
  read_ledger(): void {
    serveRead(METHODS.read_ledger, readLedger);
  }

  @update(METHODS.read_as_delegate.args, METHODS.read_as_delegate.result, MANUAL)
  read_as_delegate(): void {
    serveRead(METHODS.read_as_delegate, readAsDelegate);
  }

  @update(METHODS.derive_record_key.args, METHODS.derive_record_key.result, MANUAL)
  derive_record_key(): Promise<void> {
    return serveReadAsync(METHODS.derive_record_key, deriveRecordKey);
  }

  @update(METHODS.record_public_key.args, METHODS.record_public_key.result, MANUAL)
  record_public_key(): Promise<void> {
    return serveWriteAsync(METHODS.record_public_key, recordPublicKey);
  }
}
