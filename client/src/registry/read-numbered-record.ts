import type { CertifiedRecord } from '../generated/registry.ts';
import type { recordTypes } from '../generated/registry-records.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import type { Registry } from './registry.ts';
import {
  blob,
  type Certified,
  decodeRecord,
  expectSame,
  verifyAnswer,
  verifyRecord,
} from './verify-records.ts';

/** Where records that are numbered from 1 are certified, and what one is called. */
export interface NumberedRecords {
  readonly map: 'organisations' | 'proposals';
  readonly type: keyof typeof recordTypes;
  readonly name: string;
}

/**
 * Verifies an answer about one numbered record: the record, or that it is proven that there is none.
 * Errors: ProofInvalid; CallFailed `wrong_interface`.
 */
export async function readNumberedRecord<T extends { readonly id: bigint }>(
  registry: Registry,
  answer: CertifiedRecord,
  id: bigint,
  { map, type, name }: NumberedRecords,
): Promise<Certified<T | undefined>> {
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  const record = given && blob(given);
  verifyRecord(state, [map, bigEndian64(id)], record);
  if (!record) return { value: undefined, time_ns: state.time_ns };
  const value = decodeRecord<T>(type, record);
  expectSame(name, id, value.id);
  return { value, time_ns: state.time_ns };
}
