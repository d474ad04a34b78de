import type { CertifiedPage } from '../generated/registry.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { compareBytes } from '../verify/bytes.ts';
import type { Registry } from './registry.ts';
import { blob, decodeRecord, verifyAnswer, verifyRecord } from './verify-records.ts';

/** Part of a list: each record is proven; that none was left out is not. */
export interface Page<T> {
  readonly values: readonly T[];
  /** Where the next part begins; absent at the end. */
  readonly next?: Uint8Array;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** What the records of a page are. */
export interface PageOf<T> {
  readonly type: 'Organisation' | 'Member' | 'Proposal';
  readonly map: 'organisations' | 'members' | 'proposals';
  readonly key: (value: T) => Uint8Array;
  /** Whether a record belongs to what was asked for. */
  readonly matches: (value: T) => boolean;
  readonly order: 'ascending' | 'descending';
}

/**
 * Holds every record of a page against the witness, and the page against what was asked for.
 * Errors: ProofInvalid.
 */
export async function verifyPage<T>(
  registry: Registry,
  page: CertifiedPage,
  of: PageOf<T>,
): Promise<Page<T>> {
  const state = await verifyAnswer(registry, page.proof);
  const values: T[] = [];
  let previous: Uint8Array | undefined;
  for (const given of page.records) {
    const record = blob(given);
    const value = decodeRecord<T>(of.type, record);
    const key = of.key(value);
    verifyRecord(state, [of.map, key], record);
    if (!of.matches(value)) throw new ProofInvalid('record', 'expected records that match the request');
    const order = previous ? compareBytes(key, previous) : of.order === 'ascending' ? 1 : -1;
    if (of.order === 'ascending' ? order <= 0 : order >= 0) {
      throw new ProofInvalid('record', `expected records in ${of.order} order`);
    }
    previous = key;
    values.push(value);
  }
  const [next] = page.next;
  return { values, time_ns: state.time_ns, ...(next ? { next: blob(next) } : {}) };
}
