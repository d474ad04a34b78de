import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore, SCHEMA_VERSION } from './open-store.ts';
import { StoreError } from './store-error.ts';
import type { Store } from './store.ts';

const RECORD = 'subnet-state.json';
/** An account that owns nothing: what root becomes where a test needs missing rights. */
const NOBODY = 65_534;
let root: string;
let opened: Store[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-store-'));
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  await rm(root, { recursive: true });
});

async function open(directory: string): Promise<Store> {
  const store = await openStore({ directory, durability: 'process' });
  opened.push(store);
  return store;
}

async function refusal(directory: string): Promise<StoreError> {
  const error = await open(directory).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StoreError);
  return error as StoreError;
}

it('a missing directory is made, with its parents, and what was committed is there when it is opened again', async () => {
  const directory = join(root, 'a', 'b');
  const store = await open(directory);
  await store.commit({ puts: [['k', Uint8Array.of(1)]], deletes: [], deletePrefixes: [] });
  await store.close();
  expect(JSON.parse(await readFile(join(directory, RECORD), 'utf8'))).toMatchObject({
    schema: SCHEMA_VERSION,
  });
  expect([...((await (await open(directory)).get('k')) ?? [])]).toEqual([1]);
});

it('what is stored is for its owner alone', async () => {
  await open(root);
  expect((await stat(join(root, 'database'))).mode & 0o077).toBe(0);
  expect((await stat(join(root, RECORD))).mode & 0o077).toBe(0);
});

it('an empty directory is taken, also when an earlier start ended while writing its record', async () => {
  const directory = join(root, 'a');
  await mkdir(directory);
  await writeFile(join(directory, `${RECORD}.new`), '{"for');
  await open(directory);
  expect(await readdir(directory)).toContain(RECORD);
});

it('this schema version opens, the next is refused with both numbers and nothing is written', async () => {
  const directory = join(root, 'a');
  await (await open(directory)).close();
  const record = await readFile(join(directory, RECORD), 'utf8');
  await writeFile(join(directory, RECORD), record.replace(`${SCHEMA_VERSION}`, `${SCHEMA_VERSION + 1}`));
  const before = await stat(join(directory, 'database'));
  const error = await refusal(directory);
  expect(error).toMatchObject({
    code: 'schema-too-new',
    schema: { expected: SCHEMA_VERSION, got: SCHEMA_VERSION + 1 },
  });
  expect(error.message).toContain(`version ${SCHEMA_VERSION} or older, got ${SCHEMA_VERSION + 1}`);
  expect((await stat(join(directory, 'database'))).mtimeMs).toBe(before.mtimeMs);
});

it('a directory with something else in it is not ours, and stays as it was', async () => {
  await writeFile(join(root, 'letter.txt'), 'dear');
  const error = await refusal(root);
  expect(error.code).toBe('not-ours');
  expect(error.message).toContain('letter.txt');
  expect(await readdir(root)).toEqual(['letter.txt']);
});

it('a record that is no record of ours is refused', async () => {
  for (const record of [
    '',
    '{}',
    'null',
    '[]',
    '{"format":"embedded-subnet-state","schema":0}',
    '{"format":"x","schema":1}',
  ]) {
    await writeFile(join(root, RECORD), record);
    expect((await refusal(root)).code).toBe('not-ours');
  }
});

it('a file in the place of the directory is refused', async () => {
  const file = join(root, 'file');
  await writeFile(file, '');
  expect((await refusal(file)).code).toBe('not-ours');
  expect((await refusal(join(file, 'below'))).code).toBe('not-ours');
});

it('a directory in use is refused, and free again after closing', async () => {
  const directory = join(root, 'a');
  const store = await open(directory);
  const error = await refusal(directory);
  expect(error.code).toBe('in-use');
  expect(error.message).toContain(directory);
  await store.close();
  await expect(open(directory)).resolves.toBeDefined();
});

it('a directory in use by another process is refused there', async () => {
  const directory = join(root, 'a');
  await open(directory);
  const code =
    `import { openStore } from ${JSON.stringify(new URL('./open-store.ts', import.meta.url).href)};` +
    `openStore({ directory: ${JSON.stringify(directory)}, durability: 'process' })` +
    `.then(() => console.log('opened'), (error) => console.log(error.code));`;
  const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    encoding: 'utf8',
    cwd: new URL('.', import.meta.url),
  });
  expect(child.stdout.trim()).toBe('in-use');
});

it('a directory without rights is refused by name', async () => {
  const directory = join(root, 'a');
  await (await open(directory)).close();
  const error = await withoutRights(directory, () => refusal(directory));
  expect(error.code).toBe('no-access');
  expect(error.message).toContain(directory);
});

it('a damaged database is refused as such', async () => {
  const directory = join(root, 'a');
  await (await open(directory)).close();
  await writeFile(join(directory, 'database', 'CURRENT'), '');
  expect((await refusal(directory)).code).toBe('corrupt');
});

/** Runs the body as one who may not enter: as another account when we are root, whom no mode keeps out. */
async function withoutRights<T>(directory: string, body: () => Promise<T>): Promise<T> {
  const { chmod } = await import('node:fs/promises');
  const isRoot = process.geteuid?.() === 0;
  await chmod(directory, isRoot ? 0o700 : 0o000);
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await body();
  } finally {
    if (isRoot) process.seteuid?.(0);
    await chmod(directory, 0o700);
  }
}
