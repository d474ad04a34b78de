import { cp, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from './open-store.ts';
import { StoreError } from './store-error.ts';

const BATCHES = 60;
const KEYS = 10;
const VALUE_BYTES = 3_000;
let root: string;
/** A database with one log, closed as a killed process leaves it. */
let logged: string;
/** One with tables and a log, closed likewise. */
let sorted: string;

/** Writes batches that each overwrite the keys of the one before and add one of their own. */
async function fill(directory: string, batches: number, bytes: number): Promise<void> {
  const store = await openStore({ directory, durability: 'process' });
  for (let n = 1; n <= batches; n++) {
    const puts = Array.from({ length: KEYS }, (_, key) => [`key/${key}`, valueOf(n, bytes)] as const);
    await store.commit({ puts: [...puts, [`batch/${n}`, valueOf(n, 4)]], deletes: [], deletePrefixes: [] });
  }
  await cp(directory, `${directory}-left`, { recursive: true });
  await store.close();
}

function valueOf(n: number, bytes: number): Uint8Array {
  return new Uint8Array(Buffer.alloc(bytes, `batch ${n} `));
}

/** The newest batch, when exactly the batches up to it are there, and refusals by their code. Errors: anything between. */
async function stateOf(directory: string, bytes: number): Promise<number | string> {
  const store = await openStore({ directory, durability: 'process' }).catch((error: unknown) => {
    if (error instanceof StoreError) return error.code;
    throw error;
  });
  if (typeof store === 'string') return store;
  try {
    const found: number[] = [];
    for await (const [key] of store.scan('batch/')) found.push(Number(key.slice('batch/'.length)));
    found.sort((a, b) => a - b);
    expect(found).toEqual(Array.from({ length: found.length }, (_, at) => at + 1));
    for (let key = 0; key < KEYS && found.length > 0; key++) {
      const value = await store.get(`key/${key}`);
      expect(Buffer.from(value ?? []).equals(valueOf(found.length, bytes))).toBe(true);
    }
    return found.length;
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  } finally {
    await store.close();
  }
}

async function damagedCopy(from: string, damage: (database: string) => Promise<void>): Promise<string> {
  const copy = await mkdtemp(join(root, 'copy-'));
  await cp(from, copy, { recursive: true });
  await damage(join(copy, 'database'));
  return copy;
}

async function fileOf(database: string, kind: RegExp): Promise<string> {
  const names = (await readdir(database)).filter((name) => kind.test(name)).sort();
  return join(database, names.at(-1) as string);
}

async function flip(path: string, position: number): Promise<void> {
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  buffer[0] = (buffer[0] as number) ^ 0x10;
  await file.write(buffer, 0, 1, position);
  await file.close();
}

const LOG = /\.log$/;
const MANIFEST = /^MANIFEST-/;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'torn-write-'));
  await fill(join(root, 'logged'), BATCHES, VALUE_BYTES);
  logged = join(root, 'logged-left');
  await fill(join(root, 'sorted'), 200, 30_000);
  sorted = join(root, 'sorted-left');
});
afterAll(() => rm(root, { recursive: true }));

it('a log that ends anywhere gives the batches before the end, whole and without a gap', async () => {
  const { size } = await stat(await fileOf(join(logged, 'database'), LOG));
  const seen = new Set<number>();
  for (let step = 0; step <= 40; step++) {
    const end = Math.floor((size * step) / 40) - (step % 3);
    const copy = await damagedCopy(logged, async (database) =>
      truncate(await fileOf(database, LOG), Math.max(end, 0)),
    );
    const state = await stateOf(copy, VALUE_BYTES);
    expect(state).toBeTypeOf('number');
    expect(state).toBeLessThanOrEqual(Math.ceil((BATCHES * (end + 1)) / size));
    seen.add(state as number);
  }
  expect(seen.size).toBeGreaterThan(30);
  expect(await stateOf(await damagedCopy(logged, () => Promise.resolve()), VALUE_BYTES)).toBe(BATCHES);
});

it('a log whose end was lost to zeros gives the batches before them', async () => {
  const { size } = await stat(await fileOf(join(logged, 'database'), LOG));
  const copy = await damagedCopy(logged, async (database) => {
    const path = await fileOf(database, LOG);
    await truncate(path, size >> 1);
    await truncate(path, size);
  });
  const state = await stateOf(copy, VALUE_BYTES);
  expect(state).toBeGreaterThanOrEqual(BATCHES / 2 - 2);
  expect(state).toBeLessThanOrEqual(BATCHES / 2);
});

it('a log that is damaged in the middle is refused: what comes after it would be a state that never was', async () => {
  const { size } = await stat(await fileOf(join(logged, 'database'), LOG));
  for (let step = 0; step < 30; step++) {
    const copy = await damagedCopy(logged, async (database) =>
      flip(await fileOf(database, LOG), Math.floor((size * (step + 0.5)) / 32)),
    );
    expect([step, await stateOf(copy, VALUE_BYTES)]).toEqual([step, 'corrupt']);
  }
});

it('a hole in the log, as a machine that ends leaves it, is refused', async () => {
  const copy = await damagedCopy(logged, async (database) => {
    const path = await fileOf(database, LOG);
    const bytes = await readFile(path);
    bytes.fill(0, 40_960, 49_152);
    await writeFile(path, bytes);
  });
  expect(await stateOf(copy, VALUE_BYTES)).toBe('corrupt');
});

it('a missing log, manifest or CURRENT beside data is refused: no empty state takes its place', async () => {
  for (const kind of [LOG, MANIFEST, /^CURRENT$/]) {
    for (const from of [logged, sorted]) {
      const copy = await damagedCopy(from, async (database) => rm(await fileOf(database, kind)));
      expect([String(kind), await stateOf(copy, 30_000)]).toEqual([String(kind), 'corrupt']);
      // Asking again changes nothing.
      expect([String(kind), await stateOf(copy, 30_000)]).toEqual([String(kind), 'corrupt']);
    }
  }
});

it('a CURRENT or a manifest that is cut or altered gives the whole state or is refused, never a part', async () => {
  const states = new Map<number | string, number>();
  for (const kind of [/^CURRENT$/, MANIFEST]) {
    const { size } = await stat(await fileOf(join(sorted, 'database'), kind));
    for (let position = 0; position < size; position += Math.max(1, size >> 5)) {
      for (const damage of [truncate, flip]) {
        const copy = await damagedCopy(sorted, async (database) =>
          damage(await fileOf(database, kind), position),
        );
        const state = await stateOf(copy, 30_000);
        expect(['corrupt', 200]).toContain(state);
        states.set(state, (states.get(state) ?? 0) + 1);
      }
    }
  }
  expect(states.get('corrupt')).toBeGreaterThan(20);
});

it('a refusal names the file and says what to do', async () => {
  const copy = await damagedCopy(logged, async (database) => rm(await fileOf(database, /^CURRENT$/)));
  const error = await openStore({ directory: copy, durability: 'process' }).catch(
    (caught: unknown) => caught,
  );
  expect(String(error)).toMatch(/damaged one in .*database: CURRENT is missing beside .*; restore a backup/);
});
