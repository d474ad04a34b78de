import { describe, expect, it } from 'vitest';
import type { Store, StoreBatch } from './store.ts';

/** A store under test and what remains to be done after it. */
export interface StoreUnderTest {
  readonly store: Store;
  dispose(): Promise<void>;
}

/** The facts that hold of every store, run on the one that `make` gives. */
export function describeStoreContract(name: string, make: () => Promise<StoreUnderTest>): void {
  const fact = (text: string, body: (store: Store) => Promise<void>): void => {
    it(text, async () => {
      const made = await make();
      try {
        await body(made.store);
      } finally {
        await made.dispose();
      }
    });
  };
  describe(`store contract: ${name}`, () => {
    describeValues(fact);
    describeScans(fact);
    describeDeletes(fact);
    describeLife(fact);
  });
}

type Fact = (text: string, body: (store: Store) => Promise<void>) => void;

function describeValues(fact: Fact): void {
  fact('a key that was never put is undefined', async (store) => {
    expect(await store.get('a')).toBeUndefined();
  });

  fact('what was committed is read, byte for byte', async (store) => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    await store.commit(puts({ all, none: new Uint8Array() }));
    expect(plain(await store.get('all'))).toEqual([...all]);
    expect(plain(await store.get('none'))).toEqual([]);
  });

  fact('a value is an array of its own: changing what was put or read changes nothing', async (store) => {
    const value = Uint8Array.of(1, 2, 3);
    const commit = store.commit(puts({ a: value }));
    value.fill(9);
    await commit;
    (await store.get('a'))?.fill(7);
    for await (const [, read] of store.scan('a')) read.fill(5);
    expect(plain(await store.get('a'))).toEqual([1, 2, 3]);
  });

  fact('a value is a plain Uint8Array of which slice makes a copy', async (store) => {
    await store.commit(puts({ a: Buffer.of(1, 2) }));
    const value = await store.get('a');
    expect(value?.constructor).toBe(Uint8Array);
    value?.slice().fill(9);
    expect(plain(value)).toEqual([1, 2]);
    for await (const [, read] of store.scan('a')) expect(read.constructor).toBe(Uint8Array);
  });

  fact('a view into a bigger buffer is stored as the view only', async (store) => {
    const page = new Uint8Array(8192).fill(1).subarray(4096, 4100);
    await store.commit(puts({ a: page }));
    expect(plain(await store.get('a'))).toEqual([1, 1, 1, 1]);
  });
}

function describeScans(fact: Fact): void {
  fact('a scan gives the keys of the prefix in order, and its neighbours not', async (store) => {
    await store.commit(
      puts({ 'b/2': one(2), 'b/1': one(1), 'b/10': one(10), b: one(0), c: one(0), 'a/9': one(0) }),
    );
    expect(await entries(store, 'b/')).toEqual(['b/1=1', 'b/10=10', 'b/2=2']);
    expect(await entries(store, '')).toEqual(['a/9=0', 'b=0', 'b/1=1', 'b/10=10', 'b/2=2', 'c=0']);
    expect(await entries(store, 'd')).toEqual([]);
  });

  fact('a scan does not see what is committed while it runs', async (store) => {
    await store.commit(puts({ 'a/1': one(1), 'a/2': one(2) }));
    const seen: string[] = [];
    for await (const [key] of store.scan('a/')) {
      if (seen.length === 0) await store.commit(puts({ 'a/3': one(3) }));
      seen.push(key);
    }
    expect(seen).toEqual(['a/1', 'a/2']);
  });

  fact('a scan left half-way leaves the store usable', async (store) => {
    await store.commit(puts({ 'a/1': one(1), 'a/2': one(2) }));
    for await (const entry of store.scan('a/')) {
      expect(entry[0]).toBe('a/1');
      break;
    }
    expect(await entries(store, 'a/')).toEqual(['a/1=1', 'a/2=2']);
  });

  fact('3,000 pages of 4 KiB come back in order', async (store) => {
    const pages = Array.from({ length: 3000 }, (_, i) => [page(i), new Uint8Array(4096).fill(i)] as const);
    await store.commit({ puts: pages, deletes: [], deletePrefixes: [] });
    let next = 0;
    for await (const [key, value] of store.scan('page/')) {
      if (key !== page(next) || value.length !== 4096 || value[4095] !== (next & 255)) break;
      next++;
    }
    expect(next).toBe(3000);
  });
}

function describeDeletes(fact: Fact): void {
  fact('a deleted key is gone; deleting what is not there is allowed', async (store) => {
    await store.commit(puts({ a: one(1), b: one(2) }));
    await store.commit({ puts: [], deletes: ['a', 'x'], deletePrefixes: [] });
    expect(await entries(store, '')).toEqual(['b=2']);
  });

  fact('a deleted prefix takes what it names and nothing beside it', async (store) => {
    await store.commit(puts({ 'a/1': one(1), 'a/2': one(2), a0: one(3), 'b/1': one(4) }));
    await store.commit({ puts: [], deletes: [], deletePrefixes: ['a/'] });
    expect(await entries(store, '')).toEqual(['a0=3', 'b/1=4']);
  });

  fact('puts of a batch survive the deletions of the same batch', async (store) => {
    await store.commit(puts({ 'a/1': one(1), 'a/2': one(2), b: one(3) }));
    await store.commit({
      puts: [
        ['a/2', one(8)],
        ['a/3', one(9)],
        ['b', one(7)],
      ],
      deletes: ['b'],
      deletePrefixes: ['a/'],
    });
    expect(await entries(store, '')).toEqual(['a/2=8', 'a/3=9', 'b=7']);
  });

  fact('of two puts of one key in a batch the later counts', async (store) => {
    await store.commit({
      puts: [
        ['a', one(1)],
        ['a', one(2)],
      ],
      deletes: [],
      deletePrefixes: [],
    });
    expect(await entries(store, '')).toEqual(['a=2']);
  });

  fact('a deleted prefix sees the commits that were not awaited', async (store) => {
    const first = store.commit(puts({ 'a/1': one(1) }));
    const second = store.commit({ puts: [['a/2', one(2)]], deletes: [], deletePrefixes: ['a/'] });
    await Promise.all([first, second]);
    expect(await entries(store, '')).toEqual(['a/2=2']);
  });

  fact('commits that were not awaited apply in the order of the calls', async (store) => {
    const commits = Array.from({ length: 200 }, (_, i) =>
      store.commit(puts({ a: one(i), [`b/${i % 7}`]: one(i) })),
    );
    await Promise.all(commits);
    expect(await entries(store, 'a')).toEqual(['a=199']);
    expect(await entries(store, 'b/')).toEqual(
      [196, 197, 198, 199, 193, 194, 195].map((v, i) => `b/${i}=${v}`),
    );
  });
}

function describeLife(fact: Fact): void {
  fact('an empty batch is allowed', async (store) => {
    await store.commit({ puts: [], deletes: [], deletePrefixes: [] });
    expect(await entries(store, '')).toEqual([]);
  });

  fact('after closing, nothing is read or written, and closing again is allowed', async (store) => {
    await store.commit(puts({ a: one(1) }));
    await store.close();
    await store.close();
    await expect(store.get('a')).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
    await expect(store.commit(puts({ a: one(2) }))).rejects.toMatchObject({
      name: 'StoreError',
      code: 'closed',
    });
    await expect(entries(store, 'a')).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
  });

  fact('a commit under way when the store is closed settles', async (store) => {
    const commit = store.commit(puts({ a: one(1) }));
    const close = store.close();
    await expect(commit).resolves.toBeUndefined();
    await close;
  });

  fact(
    'a key outside printable ASCII, an empty key and an empty deleted prefix are our own mistakes',
    async (store) => {
      expect(() => store.commit(puts({ ä: one(1) }))).toThrow('invariant broken');
      expect(() => store.commit(puts({ '': one(1) }))).toThrow('invariant broken');
      expect(() => store.commit({ puts: [], deletes: [], deletePrefixes: [''] })).toThrow('invariant broken');
      await expect(store.commit(puts({ ' ': one(1), '~': one(2) }))).resolves.toBeUndefined();
    },
  );
}

function puts(values: Readonly<Record<string, Uint8Array>>): StoreBatch {
  return { puts: Object.entries(values), deletes: [], deletePrefixes: [] };
}

function one(value: number): Uint8Array {
  return Uint8Array.of(value);
}

function page(number: number): string {
  return `page/${number.toString(16).padStart(8, '0')}`;
}

function plain(value: Uint8Array | undefined): number[] | undefined {
  return value === undefined ? undefined : [...value];
}

async function entries(store: Store, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const [key, value] of store.scan(prefix)) found.push(`${key}=${value.join(',')}`);
  return found;
}
