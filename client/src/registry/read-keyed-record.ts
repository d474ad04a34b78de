import type { CertifiedRecord } from '../generated/registry.ts';
import type { recordTypes } from '../generated/registry-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { equalBytes } from '../verify/bytes.ts';
import type { Registry } from './registry.ts';
import { blob, type Certified, decodeRecord, verifyAnswer, verifyRecord } from './verify-records.ts';

/** A section of records, and how the key of one follows from it. */
export interface RecordSection<T> {
  readonly map: string;
  readonly type: keyof typeof recordTypes;
  readonly key: (value: T) => Uint8Array;
}

/** Where lists go on, and how much of them. */
export interface PageOptions {
  /** The `next` of the page before. */
  readonly cursor?: Uint8Array | undefined;
  /** Bounds: 1 to 50, RECORDS_PAGE unless told. */
  readonly limit?: number | undefined;
}

/** Records of a page unless told otherwise. */
export const RECORDS_PAGE = 50;

/** The page as the interface has it. */
export function pageRequest({ cursor, limit = RECORDS_PAGE }: PageOptions): {
  cursor: [] | [Uint8Array];
  limit: number;
} {
  return { cursor: cursor ? [cursor] : [], limit };
}

/**
 * Verifies an answer about the record under a key: the record, or that it is proven that there is none.
 * Errors: ProofInvalid; CallFailed `wrong_interface`.
 */
export async function readKeyedRecord<T>(
  registry: Registry,
  answer: CertifiedRecord,
  key: Uint8Array,
  section: RecordSection<T>,
): Promise<Certified<T | undefined>> {
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  const record = given && blob(given);
  verifyRecord(state, [section.map, key], record);
  if (!record) return { value: undefined, time_ns: state.time_ns };
  const value = decodeRecord<T>(section.type, record);
  if (!equalBytes(section.key(value), key))
    throw new ProofInvalid('record', 'expected the record that was asked for, got another');
  return { value, time_ns: state.time_ns };
}
