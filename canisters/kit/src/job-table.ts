import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { Counter } from './counter.ts';
import { decodeJob, encodeJob } from './job-record.ts';
import type { Job } from './job-record.ts';
import { readU64, shortBytesKey, u64Key } from './key.ts';
import { OrderedIndex } from './ordered-index.ts';
import { prefixedTable } from './prefixed-table.ts';
import type { Table } from './table.ts';

const TIME_SIZE_BYTES = 8;
const NUMBER_SIZE_BYTES = 8;
const COUNTER = Uint8Array.of(0);
const utf8 = new TextEncoder();

/** The jobs of a canister in stable memory, by name and by the time they are due. */
export class JobTable {
  readonly #jobs: Table;
  readonly #numbers: Table;
  readonly #due: OrderedIndex;
  readonly #counter: Counter;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#jobs = prefixedTable(table, Uint8Array.of(0));
    this.#numbers = prefixedTable(table, Uint8Array.of(1));
    this.#due = new OrderedIndex(prefixedTable(table, Uint8Array.of(2)), TIME_SIZE_BYTES + NUMBER_SIZE_BYTES);
    this.#counter = new Counter(prefixedTable(table, Uint8Array.of(3)), COUNTER);
  }

  /** Jobs that are due at some time; parked ones are not. */
  get size(): number {
    return this.#due.size;
  }

  get(kind: string, key: Uint8Array): Job | undefined {
    const number = this.#numbers.get(nameKey(kind, key));
    return number === undefined ? undefined : this.#job(number);
  }

  /** Puts a job in the place of the one with its kind and key. */
  put(job: Job): void {
    const name = nameKey(job.kind, job.key);
    const known = this.#numbers.get(name);
    const number = known ?? u64Key(this.#counter.next());
    if (known === undefined) this.#numbers.set(name, number);
    else this.#forgetDue(number);
    this.#jobs.set(number, encodeJob(job));
    if (!job.isParked) this.#due.add(dueKey(job.dueNs, number));
  }

  /** Takes a job out; no effect when it is not there. */
  delete(kind: string, key: Uint8Array): void {
    const name = nameKey(kind, key);
    const number = this.#numbers.get(name);
    if (number === undefined) return;
    this.#forgetDue(number);
    this.#numbers.delete(name);
    this.#jobs.delete(number);
  }

  /** The jobs that are due by then, earliest first. */
  dueBy(nowNs: bigint, limit: number): Job[] {
    const keys = this.#due.range({ to: dueKey(nowNs, u64Key(0xffff_ffff_ffff_ffffn)), limit });
    return keys.map((key) => this.#job(key.slice(TIME_SIZE_BYTES)));
  }

  /** When the next job is due. Units: nanoseconds. */
  earliestDueNs(): bigint | undefined {
    const [key] = this.#due.range({ limit: 1 });
    return key === undefined ? undefined : readU64(key, 0);
  }

  #forgetDue(number: Uint8Array): void {
    this.#due.remove(dueKey(this.#job(number).dueNs, number));
  }

  #job(number: Uint8Array): Job {
    const bytes = this.#jobs.get(number);
    assert(bytes !== undefined, 'every number of a job has its record');
    return decodeJob(bytes);
  }
}

function nameKey(kind: string, key: Uint8Array): Uint8Array {
  return concatBytes(shortBytesKey(utf8.encode(kind)), key);
}

function dueKey(dueNs: bigint, number: Uint8Array): Uint8Array {
  return concatBytes(u64Key(dueNs), number);
}
