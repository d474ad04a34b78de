import { fromKept, type Kept, toKept } from './kept-value.ts';
import type { OfflineStore } from './offline-store.ts';

/** Bounds: reads that are kept at a time; the oldest make room. */
export const KEPT_READS_MAX = 400;
/** Bounds: age of a read that is still shown. Units: milliseconds. */
export const KEPT_READ_AGE_MS_MAX = 30 * 86_400_000;

/** The parts of a read's name. */
export type KeptKey = readonly (string | number | bigint | boolean | null)[];

/** A read on this device, as it is stored. */
export interface KeptRead {
  readonly id: string;
  /** Whose read it was, as text. */
  readonly caller: string;
  /** Units: milliseconds since 1970-01-01 UTC. */
  readonly keptAtMs: number;
  readonly data: Kept;
}

/** What was verified on this device, for times without a network. */
export interface KeptReads {
  keep(read: { readonly key: KeptKey; readonly caller: string; readonly data: unknown }): Promise<void>;
  /** What was kept under a name, while it is not too old. */
  find<T>(key: KeptKey): Promise<T | undefined>;
  /** Forgets every read of everybody but those that anybody may make. */
  forgetOthers(caller: string): Promise<void>;
  /** Forgets everything. */
  forgetAll(): Promise<void>;
}

/** Caller of those who are not signed in. Source: IC interface specification, "Principals", anonymous id. */
export const ANYBODY = '2vxsx-fae';

/** Reads kept in a store. A device that refuses to store (private window, no room) keeps nothing and says nothing. */
export function openKeptReads(store: OfflineStore, nowMs: () => number = Date.now): KeptReads {
  return {
    async keep({ key, caller, data }) {
      const read: KeptRead = { id: nameOf(key), caller, keptAtMs: nowMs(), data: toKept(data) };
      await store.putRead(read, KEPT_READS_MAX).catch(() => undefined);
    },
    async find<T>(key: KeptKey) {
      const read = await store.findRead(nameOf(key)).catch(() => undefined);
      if (!read || nowMs() - read.keptAtMs > KEPT_READ_AGE_MS_MAX) return undefined;
      return fromKept(read.data) as T;
    },
    async forgetOthers(caller) {
      await store.deleteReads((read) => read.caller !== caller && read.caller !== ANYBODY);
    },
    async forgetAll() {
      await store.deleteReads(() => true);
    },
  };
}

function nameOf(key: KeptKey): string {
  return JSON.stringify(key, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
