import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { Collection } from './collection.ts';
import type { IndexOptions } from './collection.ts';
import { readU32, u32Key } from './key.ts';
import { MIGRATION, MIGRATION_CHUNK_RECORDS, Migrations } from './migrations.ts';
import { envOf } from './env.ts';
import { Jobs } from './jobs.ts';
import type { RecordLayout } from './record-layout.ts';
import { SimulatedSystem } from './simulated-system.ts';
import { MemoryTable } from './table.ts';
import type { Table } from './table.ts';

interface Note {
  readonly owner: number;
  readonly weight: number;
}

const encode = ({ owner, weight }: Note): Uint8Array => new ByteWriter().u32(owner).u32(weight).finish();
const decode = (bytes: Uint8Array): Note => {
  const reader = new ByteReader(bytes);
  return { owner: reader.u32(), weight: reader.u32() };
};
/** In layout 1 a note had an owner in one byte and no weight; in layout 2 an owner of four bytes. */
const layout: RecordLayout<Note> = {
  version: 3,
  encode,
  decode,
  upcasts: {
    1: (payload) => u32Key(payload[0] as number),
    2: (payload) => encode({ owner: readU32(payload, 0), weight: 100 }),
  },
};
const byOwner: IndexOptions<Note> = { part: 2, sizeBytes: 4, keysOf: ({ owner }) => [u32Key(owner)] };
const byWeight: IndexOptions<Note> = {
  part: 3,
  sizeBytes: 4,
  keysOf: ({ weight }) => (weight === 0 ? [] : [u32Key(weight)]),
};
const open = (table: Table) =>
  new Collection<Note, 'byOwner' | 'byWeight'>(table, {
    keySizeBytes: 4,
    layout,
    indexes: { byOwner, byWeight },
    isWalkable: true,
  });
/** The same collection as the code of layout 1 knew it. */
const openOld = (table: Table) =>
  new Collection<Note>(table, {
    keySizeBytes: 4,
    layout: {
      version: 1,
      encode: ({ owner }) => Uint8Array.of(owner),
      decode: (bytes) => ({ owner: bytes[0] as number, weight: 0 }),
    },
    indexes: {},
    isWalkable: true,
  });
const numbers = (keys: readonly Uint8Array[]): number[] => keys.map((key) => readU32(key, 0));
const small = fc.integer({ min: 0, max: 20 });

describe('collection', () => {
  it('answers what a list of records does, after any changes, page by page', () => {
    const change = fc.record({ key: small, owner: fc.nat(3), weight: fc.nat(6), isDelete: fc.boolean() });
    const query = fc.record({
      owner: fc.nat(4),
      low: fc.nat(6),
      high: fc.nat(6),
      limit: fc.integer({ min: 1, max: 5 }),
      descending: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 60 }),
        query,
        (changes, { owner, low, high, limit, descending }) => {
          const notes = open(new MemoryTable());
          const model = new Map<number, Note>();
          for (const { key, isDelete, ...note } of changes) {
            if (isDelete) {
              notes.delete(u32Key(key));
              model.delete(key);
            } else {
              notes.put(u32Key(key), note);
              model.set(key, note);
            }
          }
          const ids = [...model.keys()].sort((a, b) => a - b);
          expect(numbers(notes.walk(undefined, 100))).toEqual(ids);
          for (const id of ids) expect(notes.get(u32Key(id))).toEqual(model.get(id));
          const pages = (name: 'byOwner' | 'byWeight', request: object): number[] => {
            const all: number[] = [];
            let after: Uint8Array | undefined;
            do {
              const page = notes.find(name, { ...request, limit, descending, after });
              expect(page.keys.length).toBeLessThanOrEqual(limit);
              all.push(...numbers(page.keys));
              after = page.next;
            } while (after !== undefined);
            return descending ? all.reverse() : all;
          };
          expect(pages('byOwner', { equals: u32Key(owner) })).toEqual(
            ids.filter((id) => model.get(id)?.owner === owner),
          );
          const weight = (id: number): number => (model.get(id) as Note).weight;
          const within = ids.filter((id) => weight(id) > 0 && weight(id) >= low && weight(id) <= high);
          expect(pages('byWeight', { from: u32Key(low), to: u32Key(high) })).toEqual(
            within.sort((a, b) => weight(a) - weight(b) || a - b),
          );
        },
      ),
    );
  });

  it('answers the last record of a page without promising another', () => {
    const notes = open(new MemoryTable());
    for (const id of [1, 2]) notes.put(u32Key(id), { owner: 1, weight: 1 });
    expect(notes.find('byOwner', { equals: u32Key(1), limit: 2 }).next).toBeUndefined();
    expect(notes.find('byOwner', { equals: u32Key(1), limit: 1 }).next).toBeDefined();
  });

  it('goes on behind a record that was deleted between two pages', () => {
    const notes = open(new MemoryTable());
    for (const id of [1, 2, 3]) notes.put(u32Key(id), { owner: 1, weight: 1 });
    const { next } = notes.find('byOwner', { equals: u32Key(1), limit: 2 });
    notes.delete(u32Key(2));
    expect(numbers(notes.find('byOwner', { equals: u32Key(1), limit: 2, after: next }).keys)).toEqual([3]);
  });

  it('leaves nothing of a deleted record in the table', () => {
    const table = new MemoryTable();
    const notes = open(table);
    notes.put(u32Key(1), { owner: 1, weight: 1 });
    const { size } = table;
    notes.put(u32Key(2), { owner: 2, weight: 2 });
    notes.delete(u32Key(2));
    expect(table.size).toBe(size);
  });

  it('reads a record in any older layout, and refuses one that is newer than the code', () => {
    const table = new MemoryTable();
    openOld(table).put(u32Key(1), { owner: 7, weight: 0 });
    expect(open(table).get(u32Key(1))).toEqual({ owner: 7, weight: 100 });
    open(table).put(u32Key(1), { owner: 7, weight: 1 });
    expect(() => openOld(table).get(u32Key(1))).toThrow('layout 3');
  });

  it('a put of an older record brings it into indexes that came after it', () => {
    const table = new MemoryTable();
    openOld(table).put(u32Key(1), { owner: 7, weight: 0 });
    const notes = open(table);
    notes.put(u32Key(1), { owner: 7, weight: 100 });
    expect(numbers(notes.find('byOwner', { equals: u32Key(7), limit: 9 }).keys)).toEqual([1]);
  });

  it('refuses keys of another size, and indexes that share a part', () => {
    expect(() => open(new MemoryTable()).put(new Uint8Array(5), { owner: 1, weight: 1 })).toThrow('size');
    const options = { keySizeBytes: 4, layout, isWalkable: false, indexes: { a: byOwner, b: byOwner } };
    expect(() => new Collection(new MemoryTable(), options)).toThrow('part of its own');
  });
});

describe('migrations', () => {
  function old(count: number) {
    const table = new MemoryTable();
    const before = openOld(table);
    for (let id = 0; id < count; id += 1) before.put(u32Key(id), { owner: id % 5, weight: 0 });
    const system = new SimulatedSystem();
    const jobsTable = new MemoryTable();
    const notes = open(table);
    const migrations = new Migrations(new MemoryTable(), { 'notes-3': notes });
    const jobs = new Jobs(jobsTable, { system, writes: () => 0 }, { [MIGRATION]: migrations.kind });
    return { notes, migrations, jobs, system, env: envOf(system) };
  }

  it.each([0, 1, MIGRATION_CHUNK_RECORDS, 2 * MIGRATION_CHUNK_RECORDS + 1])(
    'brings %i records into the new layout and indexes, and ends',
    async (count) => {
      const { notes, migrations, jobs, system, env } = old(count);
      migrations.start(jobs, env);
      await system.advance(0);
      expect(migrations.state('notes-3')).toMatchObject({ isDone: true, rewritten: count });
      expect(notes.find('byWeight', { equals: u32Key(100), limit: 1_000 }).keys).toHaveLength(count);
      expect(jobs.size).toBe(0);
      migrations.start(jobs, env);
      expect(jobs.size).toBe(0);
    },
  );

  it('reads and writes go on between two chunks, and what they did stands', async () => {
    const { notes, migrations, jobs, system, env } = old(3 * MIGRATION_CHUNK_RECORDS);
    migrations.start(jobs, env);
    const state = (): number => migrations.state('notes-3').rewritten;
    const { setTimer } = system;
    let isTouched = false;
    system.setTimer = (delay, callback) => {
      setTimer.call(system, delay, () => {
        if (state() === MIGRATION_CHUNK_RECORDS && !isTouched) {
          isTouched = true;
          expect(notes.get(u32Key(250))?.weight).toBe(100);
          notes.put(u32Key(251), { owner: 1, weight: 7 });
          notes.delete(u32Key(252));
          notes.put(u32Key(5), { owner: 1, weight: 8 });
        }
        return callback();
      });
    };
    await system.advance(0);
    expect(isTouched).toBe(true);
    const weighing = (weight: number): number =>
      notes.find('byWeight', { equals: u32Key(weight), limit: 999 }).keys.length;
    expect([weighing(7), weighing(8), weighing(100)]).toEqual([1, 1, 3 * MIGRATION_CHUNK_RECORDS - 3]);
  });
});
