import type { CertifiedRecord } from '../generated/registry.ts';
import type { recordTypes } from '../generated/registry-records.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { readKeyedRecord, type RecordSection } from './read-keyed-record.ts';
import type { Registry } from './registry.ts';
import type { Certified } from './verify-records.ts';

/** Where records that are numbered from 1 are certified. */
export interface NumberedRecords {
  readonly map: 'organisations' | 'proposals';
  readonly type: keyof typeof recordTypes;
}

/**
 * Verifies an answer about one numbered record: the record, or that it is proven that there is none.
 * Errors: ProofInvalid; CallFailed `wrong_interface`.
 */
export async function readNumberedRecord<T extends { readonly id: bigint }>(
  registry: Registry,
  answer: CertifiedRecord,
  id: bigint,
  { map, type }: NumberedRecords,
): Promise<Certified<T | undefined>> {
  const section: RecordSection<T> = { map, type, key: (value) => bigEndian64(value.id) };
  return readKeyedRecord(registry, answer, bigEndian64(id), section);
}
