import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Replica } from '../replica/replica.ts';
import { openStore, RECORD_FILE } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader } from './backup-header.ts';
import { storedRoot, storedRound } from './stored-root.ts';
import { writeBackup, type BackupFile } from './write-backup.ts';

/** Where a backup goes and what goes with it. */
export interface BackupOptions {
  readonly file: string;
  readonly files?: readonly BackupFile[];
  /** Does the subnet serve the system canisters? Default: yes, as that of the subnet. */
  readonly systemCanisters?: boolean;
}

/**
 * Backs up the state directory of a subnet that does not run.
 * Errors: BackupError `no-state`, `target-exists`, `write-failed`; StoreError, with `in-use` while a subnet runs on it.
 */
export async function backupDirectory(directory: string, options: BackupOptions): Promise<BackupHeader> {
  await access(join(directory, RECORD_FILE), constants.R_OK).catch((cause: unknown) => {
    throw new BackupError('no-state', `expected the state of a subnet in ${directory}, got none`, { cause });
  });
  const store = await openStore({ directory, durability: 'process' });
  try {
    const systemCanisters = options.systemCanisters ?? true;
    const round = await storedRoot(store, systemCanisters);
    const { file, files = [] } = options;
    return await writeBackup(file, { round, systemCanisters, entries: store.scan(''), files });
  } finally {
    await store.close();
  }
}

/**
 * Backs up a subnet while it runs: a snapshot of the store is taken between two rounds, and rounds go on while it is
 * written. Errors: as `backupDirectory`.
 */
export async function backupReplica(
  replica: Replica,
  store: Store,
  options: BackupOptions,
): Promise<BackupHeader> {
  const { parts } = replica;
  const { round, first, rest } = await parts.turn.take(async () => {
    const { height, timeNs } = await storedRound(store);
    const rest = store.scan('')[Symbol.asyncIterator]();
    // The first step takes the snapshot.
    const first = await rest.next();
    const root = parts.certifier.rootHashAt(timeNs);
    return { round: { height, timeNs, root, rootKeyDer: parts.identity.rootKeyDer }, first, rest };
  });
  try {
    return await writeBackup(options.file, {
      round,
      systemCanisters: options.systemCanisters ?? true,
      entries: { [Symbol.asyncIterator]: () => startingWith(first, rest) },
      files: options.files ?? [],
    });
  } finally {
    await rest.return?.();
  }
}

async function* startingWith<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}
