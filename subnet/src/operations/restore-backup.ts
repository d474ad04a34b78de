import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader } from './backup-header.ts';
import { readBackup, type BackupRecord } from './read-backup.ts';
import { storedRoot } from './stored-root.ts';
import { ENTRY, type BackupFile } from './write-backup.ts';

/** What was restored. */
export interface Restored {
  readonly header: BackupHeader;
  readonly files: readonly BackupFile[];
}

/** Bounds: how much is collected for one commit. */
const COMMIT_BYTES = 8 * 1024 * 1024;

/**
 * Restores a backup into a state directory that is empty or not there yet. The directory has its name once its content
 * fits the checksum and the state tree built from it has the root hash of the header. What was restored is the same
 * subnet, with the same secret: never let both run.
 * Errors: BackupError `target-not-empty`, `root-differs` and those of `readBackup`; StoreError. Nothing is left then.
 */
export async function restoreBackup(path: string, directory: string): Promise<Restored> {
  await requireEmpty(directory);
  const draft = `${directory}.restoring`;
  return readBackup(path, async (header, records) => {
    await rm(draft, { recursive: true, force: true });
    try {
      await mkdir(dirname(directory), { recursive: true });
      const files = await fill(draft, header, records);
      await rename(draft, directory);
      return { header, files };
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
  });
}

async function fill(
  draft: string,
  header: BackupHeader,
  records: AsyncIterable<BackupRecord>,
): Promise<readonly BackupFile[]> {
  const store = await openStore({ directory: draft, durability: 'disk' });
  try {
    const files = await copy(store, records);
    const { root } = await storedRoot(store, header.systemCanisters);
    const got = Buffer.from(root).toString('hex');
    if (got !== header.root) {
      throw new BackupError('root-differs', `expected the state root ${header.root}, got ${got}`);
    }
    return files;
  } finally {
    await store.close();
  }
}

async function copy(store: Store, records: AsyncIterable<BackupRecord>): Promise<readonly BackupFile[]> {
  const files: BackupFile[] = [];
  let puts: (readonly [string, Uint8Array])[] = [];
  let bytes = 0;
  const commit = async (): Promise<void> => {
    await store.commit({ puts, deletes: [], deletePrefixes: [] });
    puts = [];
    bytes = 0;
  };
  for await (const { kind, name, value } of records) {
    if (kind !== ENTRY) {
      files.push({ name, bytes: value });
      continue;
    }
    if (!/^[\x20-\x7e]+$/.test(name))
      throw new BackupError('altered', 'expected a key of printable characters');
    puts.push([name, value]);
    bytes += value.length;
    if (bytes >= COMMIT_BYTES) await commit();
  }
  await commit();
  return files;
}

async function requireEmpty(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length === 0) return;
  throw new BackupError(
    'target-not-empty',
    `expected an empty folder, got ${directory} with ${entries.length} entries (such as ${entries[0] ?? ''})`,
  );
}
