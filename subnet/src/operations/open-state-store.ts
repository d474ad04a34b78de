import type { SubnetOptions } from '../subnet-options.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';

/** Opens the store that the options of a subnet ask for. Errors: StoreError. */
export async function openStateStore({ stateDir, durability, wrapStore }: SubnetOptions): Promise<Store> {
  const store =
    stateDir === undefined
      ? new MemoryStore()
      : await openStore({ directory: stateDir, durability: durability ?? 'process' });
  return wrapStore?.(store) ?? store;
}
