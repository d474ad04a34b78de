import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { checkDatabase } from './check-database.ts';
import { LevelStore, type Durability } from './level-store.ts';
import { StoreError } from './store-error.ts';
import type { Store } from './store.ts';

/** Version of the keys and values in the store. It rises with every change that older code could not read. */
export const SCHEMA_VERSION = 1;

/** The file that makes a directory a state directory. It is written before anything else and read before anything else. */
export const RECORD_FILE = 'subnet-state.json';
const RECORD_DRAFT = 'subnet-state.json.new';
const DATABASE = 'database';
const FORMAT = 'embedded-subnet-state';
const CHECKS_MAX = 5;

/** Where the state lies and what a commit survives. */
export interface OpenStoreOptions {
  readonly directory: string;
  readonly durability: Durability;
}

/**
 * Opens a state directory, or makes one where nothing or an empty directory is.
 * Errors: `schema-too-new` (with both versions), `not-ours`, `no-access`, `in-use`, `corrupt`; nothing was changed then.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { directory } = options;
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    const record = await readRecord(directory);
    if (record === undefined) await writeRecord(directory);
    else checkRecord(directory, record);
    // The secrets of the subnet lie in there: nobody but its owner is to read it.
    await mkdir(join(directory, DATABASE), { recursive: true, mode: 0o700 });
    await checkedDatabase(join(directory, DATABASE));
  } catch (error) {
    throw fileError(directory, error);
  }
  return LevelStore.open(join(directory, DATABASE), options.durability);
}

/** Another process at work on the database may take a file away that was just listed: it is looked at again then. */
async function checkedDatabase(directory: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await checkDatabase(directory);
      return;
    } catch (error) {
      const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isGone || attempt === CHECKS_MAX) throw error;
    }
  }
}

/** The text of the record; undefined when the directory is empty (or was left before its record was whole). */
async function readRecord(directory: string): Promise<string | undefined> {
  const entries = await readdir(directory);
  if (entries.includes(RECORD_FILE)) return readFile(join(directory, RECORD_FILE), 'utf8');
  const foreign = entries.filter((name) => name !== RECORD_DRAFT);
  if (foreign.length === 0) return undefined;
  throw new StoreError(
    'not-ours',
    `expected a state directory or an empty one, got ${directory} with ${foreign.length} other entries ` +
      `(such as ${foreign[0] ?? ''})`,
  );
}

/**
 * The schema version of a state directory; undefined where nothing is stored. Nothing is written.
 * Errors: StoreError as `openStore`.
 */
export async function storedSchema(directory: string): Promise<number | undefined> {
  try {
    const record = await readRecord(directory);
    if (record === undefined) return undefined;
    checkRecord(directory, record);
    return schemaOf(record);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fileError(directory, error);
  }
}

function checkRecord(directory: string, text: string): void {
  const schema = schemaOf(text);
  if (schema === undefined) {
    throw new StoreError(
      'not-ours',
      `expected a schema version in ${join(directory, RECORD_FILE)}, got none`,
    );
  }
  if (schema > SCHEMA_VERSION) {
    throw new StoreError(
      'schema-too-new',
      `expected a state directory of schema version ${SCHEMA_VERSION} or older, got ${schema} in ${directory}: ` +
        'it was written by a newer release',
      { schema: { expected: SCHEMA_VERSION, got: schema } },
    );
  }
}

function schemaOf(text: string): number | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof record !== 'object' || record === null) return undefined;
  if (!('format' in record) || record.format !== FORMAT || !('schema' in record)) return undefined;
  const { schema } = record;
  return typeof schema === 'number' && Number.isInteger(schema) && schema >= 1 ? schema : undefined;
}

/** Writes the record whole or not at all: a draft, synchronised, then renamed. */
async function writeRecord(directory: string): Promise<void> {
  const draft = join(directory, RECORD_DRAFT);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ format: FORMAT, schema: SCHEMA_VERSION })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(directory, RECORD_FILE));
}

function fileError(directory: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const text = error instanceof Error ? error.message : String(error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StoreError('no-access', `expected rights to read and write ${directory}, got: ${text}`, {
      cause: error,
    });
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StoreError('not-ours', `expected a directory, got something else: ${directory}`, {
      cause: error,
    });
  }
  return new StoreError('read-failed', `expected a usable state directory, got: ${text}`, { cause: error });
}
