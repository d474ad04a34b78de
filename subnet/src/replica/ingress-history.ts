import { assert } from '../assert.ts';
import type { CallContent } from '../envelope/content.ts';
import { principalKey, type PrincipalKey } from '../principal.ts';
import { withResolvers } from '../real-time.ts';
import type { CertifiedStatus } from '../certification/certifier.ts';

/** An ingress message that the subnet knows, from its arrival until its status may be forgotten. */
export interface IngressRecord {
  /** Request id, hexadecimal. */
  readonly id: string;
  readonly expiryNs: bigint;
  readonly sender: PrincipalKey;
  readonly canister: PrincipalKey;
  readonly effectiveCanister: PrincipalKey;
  status: CertifiedStatus;
}

/** A status is kept this long after the expiry of its message. Source: interface specification, "Request status". */
export const STATUS_KEPT_NS = 5n * 60n * 1_000_000_000n;
/** Expiry is looked at in steps of this. */
const BUCKET_NS = 1_000_000_000n;

/**
 * The known requests. Costs of a round depend on the requests that changed in it, never on how many are known:
 * expiry is kept in buckets of one second.
 */
export class IngressHistory {
  readonly #records = new Map<string, IngressRecord>();
  readonly #buckets = new Map<bigint, Set<string>>();
  readonly #waiters = new Map<string, { promise: Promise<void>; resolve: () => void }>();
  #oldestBucket: bigint | undefined;
  #changed = new Set<IngressRecord>();
  /** Taken for storing and not yet announced, with the rounds that took them: a round may end before the last one announced. */
  readonly #pending = new Map<IngressRecord, number>();
  #forgotten: IngressRecord[] = [];

  get size(): number {
    return this.#records.size;
  }

  get(id: string): IngressRecord | undefined {
    return this.#records.get(id);
  }

  /** Takes up a new message with status `received`. */
  add(call: CallContent, effectiveCanister: Uint8Array): IngressRecord {
    const id = Buffer.from(call.requestId).toString('hex');
    assert(!this.#records.has(id), 'a request id enters once');
    const record: IngressRecord = {
      id,
      expiryNs: call.ingressExpiryNs,
      sender: principalKey(call.sender),
      canister: principalKey(call.canister),
      effectiveCanister: principalKey(effectiveCanister),
      status: { status: 'received' },
    };
    this.restore(record);
    this.#changed.add(record);
    return record;
  }

  /** Puts back a stored record without marking it as changed. */
  restore(record: IngressRecord): void {
    this.#records.set(record.id, record);
    this.#put(record.id, (record.expiryNs + STATUS_KEPT_NS) / BUCKET_NS);
  }

  setStatus(id: string, status: CertifiedStatus): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    record.status = status;
    this.#changed.add(record);
  }

  /** Forgets the records whose time is over. */
  expire(nowNs: bigint): void {
    const current = nowNs / BUCKET_NS;
    while (this.#oldestBucket !== undefined && this.#oldestBucket < current) {
      const due = this.#buckets.get(this.#oldestBucket) ?? [];
      for (const id of due) {
        const record = this.#records.get(id);
        if (record === undefined) continue;
        if (!isFinal(record.status)) {
          this.#put(id, current);
          continue;
        }
        this.#records.delete(id);
        this.#changed.delete(record);
        this.#forgotten.push(record);
      }
      this.#buckets.delete(this.#oldestBucket);
      this.#oldestBucket = nextBucket(this.#buckets);
    }
  }

  #put(id: string, bucket: bigint): void {
    const ids = this.#buckets.get(bucket);
    if (ids) ids.add(id);
    else this.#buckets.set(bucket, new Set([id]));
    if (this.#oldestBucket === undefined || bucket < this.#oldestBucket) this.#oldestBucket = bucket;
  }

  /** Takes the records that changed and those that were forgotten since the last call. */
  takeChanges(): {
    readonly changed: readonly IngressRecord[];
    readonly forgotten: readonly IngressRecord[];
  } {
    const taken = { changed: [...this.#changed], forgotten: this.#forgotten };
    for (const record of taken.changed) this.#pending.set(record, (this.#pending.get(record) ?? 0) + 1);
    this.#changed = new Set();
    this.#forgotten = [];
    return taken;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0 || this.#forgotten.length > 0;
  }

  /** Settles when the request has a certified final status. */
  finished(id: string): Promise<void> {
    const waiter = this.#waiters.get(id);
    if (waiter) return waiter.promise;
    const fresh = withResolvers<void>();
    this.#waiters.set(id, fresh);
    return fresh.promise;
  }

  /** Was the present status stored and certified? */
  isAnnounced(record: IngressRecord): boolean {
    return !this.#changed.has(record) && !this.#pending.has(record);
  }

  /** Wakes those who wait for the given records, when their status is final. Called once the round is certified. */
  announce(records: readonly IngressRecord[]): void {
    for (const record of records) {
      const rounds = (this.#pending.get(record) ?? 1) - 1;
      if (rounds > 0) this.#pending.set(record, rounds);
      else this.#pending.delete(record);
      // Changed once more meanwhile: the round that made it final announces it.
      if (!isFinal(record.status) || !this.isAnnounced(record)) continue;
      this.#waiters.get(record.id)?.resolve();
      this.#waiters.delete(record.id);
    }
  }
}

/** True when nothing more happens to a request. */
export function isFinal(status: CertifiedStatus): boolean {
  return status.status !== 'received' && status.status !== 'processing';
}

function nextBucket(buckets: ReadonlyMap<bigint, unknown>): bigint | undefined {
  let oldest: bigint | undefined;
  for (const bucket of buckets.keys()) if (oldest === undefined || bucket < oldest) oldest = bucket;
  return oldest;
}
