import '@indus/kit/globals';
import { IDL } from '@dfinity/candid';
import { canisterSelf, init, inspectMessage, postUpgrade, query, update } from 'azle';
import { azleSystem } from '@indus/kit/azle-system';
import { registryChanged } from '@indus/kit/directory-sync';
import { mayEnter, primeReplies, serve, serveAsync, serveInit } from '@indus/kit/endpoint';
import type { Method, ServeHooks } from '@indus/kit/endpoint';
import type { AsyncEnv, Env } from '@indus/kit/env';
import { primeRecords } from '@indus/kit/record-codec';
import { openStableTable } from '@indus/kit/stable-table';
import { amendRecord } from './amend-record.ts';
import { answerTicket } from './answer-ticket.ts';
import { appealDecision } from './appeal-decision.ts';
import { appointGuardian } from './appoint-guardian.ts';
import { activateBucket } from './activate-bucket.ts';
import { VaultInit } from './bucket.ts';
import { importExport } from './import-export.ts';
import { listVersions } from './list-versions.ts';
import { moveBucket, readMove } from './move-bucket.ts';
import { receiveBucket } from './receive-bucket.ts';
import { setShards } from './set-shards.ts';
import { changeConsent } from './change-consent.ts';
import { decideAppeal } from './decide-appeal.ts';
import { deriveRecordKey } from './derive-record-key.ts';
import { deriveShardKey } from './derive-shard-key.ts';
import { findUsage, usageHeartbeat, usagePeriod } from './find-usage.ts';
import { grantConsent } from './grant-consent.ts';
import { grantDelegate } from './grant-delegate.ts';
import { install, upgrade } from './install.ts';
import { issueDecision } from './issue-decision.ts';
import { issueRecord } from './issue-record.ts';
import { jobKinds } from './job-kinds.ts';
import { REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import { listItems } from './list-items.ts';
import { listLedger, proveLedgerConsistency } from './list-ledger.ts';
import { listWork } from './list-work.ts';
import { locate } from './locate.ts';
import { METHODS } from './methods.ts';
import { offerConsent } from './offer-consent.ts';
import { openTicket } from './open-ticket.ts';
import { readBodies } from './read-bodies.ts';
import { proveBucketLogConsistency, readBucketLog } from './read-bucket-log.ts';
import { readHead } from './read-head.ts';
import { readLedger } from './read-ledger.ts';
import { readRecords } from './read-records.ts';
import { readStatistics } from './read-statistics.ts';
import type { Recorded } from './record-act.ts';
import { recordMalformed } from './record-malformed.ts';
import { recordPublicKey } from './record-public-key.ts';
import { requestConsent } from './request-consent.ts';
import { reviewBreakGlass } from './review-break-glass.ts';
import { revokeDelegate } from './revoke-delegate.ts';
import { RECORD_TYPES } from './record-types.ts';
import { Vault } from './storage.ts';
import { withdrawTicket } from './withdraw-ticket.ts';

const MANUAL = { manual: true } as const;

/** A Candid message without values. */
const NO_VALUES = new Uint8Array(IDL.encode([], []));

/** The door of a vault shard: every method as declared in vault.did, and nothing else. */
export default class {
  readonly #vault = new Vault(openStableTable, azleSystem, jobKinds);

  @init([VaultInit], MANUAL)
  install(): void {
    primeReplies(METHODS);
    primeRecords(RECORD_TYPES);
    serveInit<[VaultInit]>([VaultInit], REQUEST_SIZE_BYTES_MAX, this.#vault.host, (env, config) =>
      install(this.#vault, env, canisterSelf(), config),
    );
  }

  // Azle wants the parameters of init here; the argument is not looked at.
  @postUpgrade([VaultInit], MANUAL)
  upgrade(): void {
    primeReplies(METHODS);
    primeRecords(RECORD_TYPES);
    serveInit([], 0, this.#vault.host, (env) => upgrade(this.#vault, env));
  }

  @inspectMessage(MANUAL)
  inspect(): boolean {
    return mayEnter(METHODS, azleSystem);
  }

  // The registry does not wait for an answer; ingress messages are turned away at the door.
  @update([IDL.Nat64], undefined, MANUAL)
  registry_changed(): void {
    const { directory, jobs, host } = this.#vault;
    serveInit<[bigint]>([IDL.Nat64], REQUEST_SIZE_BYTES_MAX, host, (env, head) =>
      registryChanged(directory, jobs, env, head),
    );
    azleSystem.reply(NO_VALUES);
  }

  @query(METHODS.read_head.args, METHODS.read_head.result, MANUAL)
  read_head(): void {
    this.#serve(METHODS.read_head, readHead);
  }

  @query(METHODS.list_items.args, METHODS.list_items.result, MANUAL)
  list_items(): void {
    this.#serve(METHODS.list_items, listItems);
  }

  @query(METHODS.read_bodies.args, METHODS.read_bodies.result, MANUAL)
  read_bodies(): void {
    this.#serve(METHODS.read_bodies, readBodies);
  }

  @query(METHODS.list_ledger.args, METHODS.list_ledger.result, MANUAL)
  list_ledger(): void {
    this.#serve(METHODS.list_ledger, listLedger);
  }

  @query(METHODS.prove_ledger_consistency.args, METHODS.prove_ledger_consistency.result, MANUAL)
  prove_ledger_consistency(): void {
    this.#serve(METHODS.prove_ledger_consistency, proveLedgerConsistency);
  }

  @query(METHODS.locate.args, METHODS.locate.result, MANUAL)
  locate(): void {
    this.#serve(METHODS.locate, locate);
  }

  @query(METHODS.read_statistics.args, METHODS.read_statistics.result, MANUAL)
  read_statistics(): void {
    this.#serve(METHODS.read_statistics, readStatistics);
  }

  @update(METHODS.read_records.args, METHODS.read_records.result, MANUAL)
  read_records(): void {
    this.#serveRead('read_records', METHODS.read_records, readRecords);
  }

  @update(METHODS.derive_record_key.args, METHODS.derive_record_key.result, MANUAL)
  derive_record_key(): Promise<void> {
    return this.#serveAsync(
      METHODS.derive_record_key,
      async (vault, env, request) => (await deriveRecordKey(vault, env, request)).value,
      this.#malformedRead('derive_record_key'),
    );
  }

  @update(METHODS.record_public_key.args, METHODS.record_public_key.result, MANUAL)
  record_public_key(): Promise<void> {
    return this.#serveAsync(METHODS.record_public_key, recordPublicKey);
  }

  @update(METHODS.derive_shard_key.args, METHODS.derive_shard_key.result, MANUAL)
  derive_shard_key(): Promise<void> {
    return this.#serveAsync(METHODS.derive_shard_key, deriveShardKey);
  }

  @update(METHODS.issue_record.args, METHODS.issue_record.result, MANUAL)
  issue_record(): void {
    this.#serve(METHODS.issue_record, issueRecord);
  }

  @update(METHODS.amend_record.args, METHODS.amend_record.result, MANUAL)
  amend_record(): void {
    this.#serve(METHODS.amend_record, amendRecord);
  }

  @update(METHODS.request_consent.args, METHODS.request_consent.result, MANUAL)
  request_consent(): void {
    this.#serve(METHODS.request_consent, requestConsent);
  }

  @update(METHODS.grant_consent.args, METHODS.grant_consent.result, MANUAL)
  grant_consent(): void {
    this.#serve(METHODS.grant_consent, grantConsent);
  }

  @update(METHODS.offer_consent.args, METHODS.offer_consent.result, MANUAL)
  offer_consent(): void {
    this.#serve(METHODS.offer_consent, offerConsent);
  }

  @update(METHODS.change_consent.args, METHODS.change_consent.result, MANUAL)
  change_consent(): void {
    this.#serve(METHODS.change_consent, changeConsent);
  }

  @update(METHODS.grant_delegate.args, METHODS.grant_delegate.result, MANUAL)
  grant_delegate(): void {
    this.#serve(METHODS.grant_delegate, grantDelegate);
  }

  @update(METHODS.revoke_delegate.args, METHODS.revoke_delegate.result, MANUAL)
  revoke_delegate(): void {
    this.#serve(METHODS.revoke_delegate, revokeDelegate);
  }

  @update(METHODS.appoint_guardian.args, METHODS.appoint_guardian.result, MANUAL)
  appoint_guardian(): void {
    this.#serve(METHODS.appoint_guardian, appointGuardian);
  }

  @update(METHODS.open_ticket.args, METHODS.open_ticket.result, MANUAL)
  open_ticket(): void {
    this.#serve(METHODS.open_ticket, openTicket);
  }

  @update(METHODS.withdraw_ticket.args, METHODS.withdraw_ticket.result, MANUAL)
  withdraw_ticket(): void {
    this.#serve(METHODS.withdraw_ticket, withdrawTicket);
  }

  @update(METHODS.answer_ticket.args, METHODS.answer_ticket.result, MANUAL)
  answer_ticket(): void {
    this.#serve(METHODS.answer_ticket, answerTicket);
  }

  @update(METHODS.review_break_glass.args, METHODS.review_break_glass.result, MANUAL)
  review_break_glass(): void {
    this.#serve(METHODS.review_break_glass, reviewBreakGlass);
  }

  @query(METHODS.list_work.args, METHODS.list_work.result, MANUAL)
  list_work(): void {
    this.#serve(METHODS.list_work, listWork);
  }

  @update(METHODS.issue_decision.args, METHODS.issue_decision.result, MANUAL)
  issue_decision(): void {
    this.#serve(METHODS.issue_decision, issueDecision);
  }

  @update(METHODS.appeal_decision.args, METHODS.appeal_decision.result, MANUAL)
  appeal_decision(): void {
    this.#serve(METHODS.appeal_decision, appealDecision);
  }

  @update(METHODS.decide_appeal.args, METHODS.decide_appeal.result, MANUAL)
  decide_appeal(): void {
    this.#serve(METHODS.decide_appeal, decideAppeal);
  }

  @query(METHODS.find_usage.args, METHODS.find_usage.result, MANUAL)
  find_usage(): void {
    this.#serve(METHODS.find_usage, findUsage);
  }

  @query(METHODS.usage_period.args, METHODS.usage_period.result, MANUAL)
  usage_period(): void {
    this.#serve(METHODS.usage_period, usagePeriod);
  }

  @query(METHODS.usage_heartbeat.args, METHODS.usage_heartbeat.result, MANUAL)
  usage_heartbeat(): void {
    this.#serve(METHODS.usage_heartbeat, usageHeartbeat);
  }

  @query(METHODS.read_bucket_log.args, METHODS.read_bucket_log.result, MANUAL)
  read_bucket_log(): void {
    this.#serve(METHODS.read_bucket_log, readBucketLog);
  }

  @query(METHODS.prove_bucket_log_consistency.args, METHODS.prove_bucket_log_consistency.result, MANUAL)
  prove_bucket_log_consistency(): void {
    this.#serve(METHODS.prove_bucket_log_consistency, proveBucketLogConsistency);
  }

  @update(METHODS.read_ledger.args, METHODS.read_ledger.result, MANUAL)
  read_ledger(): void {
    this.#serveRead('read_ledger', METHODS.read_ledger, readLedger);
  }

  @update(METHODS.set_shards.args, METHODS.set_shards.result, MANUAL)
  set_shards(): void {
    this.#serve(METHODS.set_shards, setShards);
  }

  @update(METHODS.move_bucket.args, METHODS.move_bucket.result, MANUAL)
  move_bucket(): void {
    this.#serve(METHODS.move_bucket, moveBucket);
  }

  @query(METHODS.read_move.args, METHODS.read_move.result, MANUAL)
  read_move(): void {
    this.#serve(METHODS.read_move, readMove);
  }

  @update(METHODS.receive_bucket.args, METHODS.receive_bucket.result, MANUAL)
  receive_bucket(): void {
    this.#serve(METHODS.receive_bucket, receiveBucket);
  }

  @update(METHODS.activate_bucket.args, METHODS.activate_bucket.result, MANUAL)
  activate_bucket(): void {
    this.#serve(METHODS.activate_bucket, activateBucket);
  }

  @update(METHODS.import_export.args, METHODS.import_export.result, MANUAL)
  import_export(): void {
    this.#serve(METHODS.import_export, importExport);
  }

  @query(METHODS.list_versions.args, METHODS.list_versions.result, MANUAL)
  list_versions(): void {
    this.#serve(METHODS.list_versions, listVersions);
  }

  #serve<Args extends readonly unknown[], Value>(
    method: Method<Args, Value>,
    run: (vault: Vault, env: Env, ...args: Args) => Value,
    hooks?: ServeHooks,
  ): void {
    this.#vault.begin();
    serve(method, this.#vault.host, (env, ...args: Args) => run(this.#vault, env, ...args), hooks);
  }

  #serveAsync<Args extends readonly unknown[], Value>(
    method: Method<Args, Value>,
    run: (vault: Vault, env: AsyncEnv, ...args: Args) => Promise<Value>,
    hooks?: ServeHooks,
  ): Promise<void> {
    this.#vault.begin();
    return serveAsync(
      method,
      this.#vault.host,
      (env, ...args: Args) => run(this.#vault, env, ...args),
      hooks,
    );
  }

  /** Only what is in the ledger leaves by a read of others. */
  #serveRead<Args extends readonly unknown[], Value>(
    name: string,
    method: Method<Args, Value>,
    run: (vault: Vault, env: Env, ...args: Args) => Recorded<Value>,
  ): void {
    this.#serve(
      method,
      (vault, env, ...args: Args) => run(vault, env, ...args).value,
      this.#malformedRead(name),
    );
  }

  /** A read by others that nobody can read is written down too. */
  #malformedRead(method: string): ServeHooks {
    return {
      onMalformed: { method, answer: (env, malformed) => recordMalformed(this.#vault, env, malformed) },
    };
  }
}
