import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LevelStore, type Durability } from './level-store.ts';
import { MemoryStore } from './memory-store.ts';
import { describeStoreContract } from './store-contract.ts';

describeStoreContract('memory', () => {
  const store = new MemoryStore();
  return Promise.resolve({ store, dispose: () => store.close() });
});

for (const durability of ['process', 'disk'] satisfies Durability[]) {
  describeStoreContract(`directory, durability ${durability}`, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'store-'));
    const store = await LevelStore.open(directory, durability);
    const dispose = async (): Promise<void> => {
      await store.close();
      await rm(directory, { recursive: true });
    };
    return { store, dispose };
  });
}
