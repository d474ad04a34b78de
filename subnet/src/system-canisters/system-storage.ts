import type { PrincipalKey } from '../principal.ts';
import { decodeRecord, encodeRecord } from '../replica/record.ts';
import type { Store } from '../store/store.ts';

/** Records of a round that is not yet stored, by store key; undefined deletes. */
export type PendingRecords = Map<string, Uint8Array | undefined>;

/**
 * The stored state of one system canister during one call: its records by name. Nothing is kept in memory between
 * calls; changes go to the store with the round, or are dropped when the call traps.
 */
export class SystemStorage {
  readonly #changes = new Map<string, object | undefined>();
  readonly #prefix: string;
  readonly #store: Store;
  readonly #pending: PendingRecords;
  #certifiedData: Uint8Array | undefined;

  constructor(canister: PrincipalKey, store: Store, pending: PendingRecords) {
    this.#prefix = `system/${canister}/`;
    this.#store = store;
    this.#pending = pending;
  }

  /** The record with this name, or undefined. Whoever changes it puts it back. */
  async get<T extends object>(name: string): Promise<T | undefined> {
    if (this.#changes.has(name)) return this.#changes.get(name) as T | undefined;
    const key = this.#prefix + name;
    const bytes = this.#pending.has(key) ? this.#pending.get(key) : await this.#store.get(key);
    return bytes && decodeRecord<T>(bytes);
  }

  put(name: string, record: object): void {
    this.#changes.set(name, record);
  }

  delete(name: string): void {
    this.#changes.set(name, undefined);
  }

  /** Names below a prefix that are stored already, in order. */
  async *storedNames(prefix: string): AsyncIterable<string> {
    for await (const [key] of this.#store.scan(this.#prefix + prefix)) yield key.slice(this.#prefix.length);
  }

  /** Sets what the subnet certifies of this canister. Bounds: 32 bytes. */
  certify(data: Uint8Array): void {
    this.#certifiedData = data;
  }

  get certifiedData(): Uint8Array | undefined {
    return this.#certifiedData;
  }

  get hasChanges(): boolean {
    return this.#changes.size > 0;
  }

  /** Hands the changes to the round. */
  flush(): void {
    for (const [name, record] of this.#changes) {
      this.#pending.set(this.#prefix + name, record && encodeRecord(record));
    }
    this.#changes.clear();
  }
}
