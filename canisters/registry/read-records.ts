import type { FoundKeys } from '@indus/kit/collection';
import type { Env } from '@indus/kit/env';
import type { CertifiedPage, CertifiedRecord } from './answers.ts';
import type { CertifiedRecords } from './certified-records.ts';
import { checkLimit } from './check-page.ts';
import { PAGE_RECORDS_MAX } from './limits.ts';
import type { PageRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/** The records of a section, to be read with proof. */
export interface RecordSection {
  /** Label of the certified section. */
  readonly section: string;
  readonly records: Pick<CertifiedRecords<unknown>, 'bytes' | 'certified'>;
}

/** A list of records. */
export interface RecordList extends RecordSection {
  /** The request but for cursor and limit, in a form in which equal requests are equal. */
  readonly scope: string;
  find(after: Uint8Array | undefined, limit: number): FoundKeys;
}

/** One record, or the proof that there is none under the key. */
export function readRecord(
  registry: Registry,
  env: Env,
  { section, records }: RecordSection,
  key: Uint8Array,
): CertifiedRecord {
  const record = records.bytes(key);
  const proof = registry.proof(env, { [section]: records.certified.witness([key]) });
  return { found: record === undefined ? [] : [record], proof };
}

/**
 * A page of a list, each record with its proof.
 * Errors: Invalid for the limit; InvalidCursor; NotReady in the first rounds of a canister, when there is a next page.
 */
export function listRecords(
  registry: Registry,
  env: Env,
  { section, records, scope, find }: RecordList,
  { cursor, limit }: PageRequest,
): CertifiedPage {
  checkLimit(limit, PAGE_RECORDS_MAX);
  const list = { method: section, request: scope };
  const { keys, next } = find(registry.cursors.open(env, list, cursor), limit);
  return {
    records: keys.map((key) => records.bytes(key) as Uint8Array),
    next: next === undefined ? [] : [registry.cursors.seal(env, list, next)],
    proof: registry.proof(env, { [section]: records.certified.witness(keys) }),
  };
}
