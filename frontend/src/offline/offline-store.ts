import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { KeptRead } from './kept-reads.ts';
import type { OutboxItem } from './outbox-item.ts';

interface Schema extends DBSchema {
  reads: { key: string; value: KeptRead; indexes: { keptAtMs: number } };
  outbox: { key: string; value: OutboxItem };
}

/** What this device keeps of the portal. */
export interface OfflineStore {
  putRead(read: KeptRead, countMax: number): Promise<void>;
  findRead(id: string): Promise<KeptRead | undefined>;
  deleteReads(which: (read: KeptRead) => boolean): Promise<void>;
  putItem(item: OutboxItem): Promise<void>;
  deleteItem(key: string): Promise<void>;
  listItems(): Promise<OutboxItem[]>;
  close(): void;
}

const NAME = 'indus-portal';
const VERSION = 1;

/** The store of this origin in IndexedDB; opened when it is first used. Errors: those of IndexedDB, from each method. */
export function openOfflineStore(name = NAME): OfflineStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> => (opened ??= openDatabase(name));
  return {
    async putRead(read, countMax) {
      const transaction = (await database()).transaction('reads', 'readwrite');
      await transaction.store.put(read);
      const surplus = (await transaction.store.count()) - countMax;
      let oldest = surplus > 0 ? await transaction.store.index('keptAtMs').openCursor() : null;
      for (let left = surplus; oldest && left > 0; left -= 1) {
        await oldest.delete();
        oldest = await oldest.continue();
      }
      await transaction.done;
    },
    findRead: async (id) => (await database()).get('reads', id),
    async deleteReads(which) {
      const transaction = (await database()).transaction('reads', 'readwrite');
      for (let at = await transaction.store.openCursor(); at; at = await at.continue()) {
        if (which(at.value)) await at.delete();
      }
      await transaction.done;
    },
    putItem: async (item) => void (await (await database()).put('outbox', item)),
    deleteItem: async (key) => (await database()).delete('outbox', key),
    listItems: async () => (await database()).getAll('outbox'),
    close: () => void opened?.then((database) => database.close()),
  };
}

async function openDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, VERSION, {
    upgrade(database) {
      database.createObjectStore('reads', { keyPath: 'id' }).createIndex('keptAtMs', 'keptAtMs');
      database.createObjectStore('outbox', { keyPath: 'key' });
    },
  });
}
