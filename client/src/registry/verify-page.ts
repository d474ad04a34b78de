import type { CertifiedPage } from '../generated/registry.ts';
import type { recordTypes } from '../generated/registry-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { compareBytes, toHex } from '../verify/bytes.ts';
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
  readonly type: keyof typeof recordTypes;
  /** Label of the certified section. */
  readonly map: string;
  readonly key: (value: T) => Uint8Array;
  /** Whether a record belongs to what was asked for. */
  readonly matches: (value: T) => boolean;
  /** Of the keys; in no order of theirs, none comes twice. */
  readonly order: 'ascending' | 'descending' | 'any';
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
  const seen = new Set<string>();
  for (const given of page.records) {
    const record = blob(given);
    const value = decodeRecord<T>(of.type, record);
    const key = of.key(value);
    verifyRecord(state, [of.map, key], record);
    if (!of.matches(value)) throw new ProofInvalid('record', 'expected records that match the request');
    if (!follows(key, previous, of.order) || seen.has(toHex(key)))
      throw new ProofInvalid('record', `expected records in ${of.order} order, each once`);
    seen.add(toHex(key));
    previous = key;
    values.push(value);
  }
  const [next] = page.next;
  return { values, time_ns: state.time_ns, ...(next ? { next: blob(next) } : {}) };
}

function follows(key: Uint8Array, previous: Uint8Array | undefined, order: PageOf<never>['order']): boolean {
  if (!previous || order === 'any') return true;
  const difference = compareBytes(key, previous);
  return order === 'ascending' ? difference > 0 : difference < 0;
}
