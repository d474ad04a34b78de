import type { Answer } from '../canister/message.ts';
import { principalKey, type PrincipalKey } from '../principal.ts';
import { reject } from '../reject.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { SystemCall } from './system-canister.ts';
import { SystemStorage, type PendingRecords } from './system-storage.ts';

/** How the management canister answers here. */
const REJECTED: Answer = { kind: 'reject', ...reject('IC0301', 'no canisters here') };

/** A subnet's storage for system canisters, for unit tests: each call's changes are kept when it succeeds. */
export class SystemFixture {
  nowNs = 1_700_000_000_000_000_000n;
  readonly store = new MemoryStore();
  readonly pending: PendingRecords = new Map();

  /** Runs a call as a caller; what it changed is stored unless it threw. */
  async run<T>(work: (call: SystemCall) => Promise<T>, caller = user(1)): Promise<T> {
    const storages = new Map<PrincipalKey, SystemStorage>();
    const result = await work({
      caller,
      cycles: 0n,
      nowNs: this.nowNs,
      subnetKey: principalKey(Uint8Array.of(9)),
      storage: (key) => {
        const storage = storages.get(key) ?? new SystemStorage(key, this.store, this.pending);
        storages.set(key, storage);
        return storage;
      },
      dataCertificate: undefined,
      callManagement: () => Promise.resolve({ kind: 'answered', answer: REJECTED, cyclesTaken: 0n }),
    });
    for (const storage of storages.values()) storage.flush();
    return result;
  }

  /** Ends the round: what is pending is stored. */
  async commit(): Promise<void> {
    const puts = [...this.pending].flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    );
    const deletes = [...this.pending].flatMap(([key, value]) => (value === undefined ? [key] : []));
    await this.store.commit({ puts, deletes, deletePrefixes: [] });
    this.pending.clear();
  }
}

/** A person: the self-authenticating principal with the given number. */
export function user(number: number): PrincipalKey {
  return principalKey(Uint8Array.from([...new Uint8Array(28).fill(number), 2]));
}

/** A canister id. */
export function canisterId(number: number): PrincipalKey {
  return principalKey(Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, number, 1, 1));
}
