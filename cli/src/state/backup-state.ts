import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  ADMIN_TOKEN_FILE,
  backupDirectory,
  BackupError,
  type BackupFile,
  type BackupHeader,
  restoreBackup,
  StoreError,
} from '@indus/subnet';
import { CommandFailed } from '../command-failed.ts';
import { readNetworkFile } from './network-file.ts';
import type { StateFolder } from './state-folder.ts';

const KEYS = 'keys/';

/**
 * Writes the whole state folder to one file: through the running network, or from the folder when none runs.
 * Errors: BackupError, StoreError, CommandFailed `call_failed`.
 */
export async function backupState(state: StateFolder, file: string): Promise<BackupHeader> {
  const files = await filesOf(state);
  try {
    return await backupDirectory(state.subnet, { file, files });
  } catch (error) {
    if (error instanceof StoreError && error.code === 'in-use') return askForBackup(state, file, files);
    throw error;
  }
}

/**
 * Fills a state folder that has no subnet, keys and ids from a backup.
 * Errors: BackupError, with `target-not-empty` also for keys or ids that are there; nothing was changed then.
 */
export async function restoreStateFolder(state: StateFolder, file: string): Promise<BackupHeader> {
  for (const path of [state.canisterIds, state.keys]) {
    if ((await readdir(dirname(path)).catch((): string[] => [])).includes(basename(path))) {
      throw new BackupError('target-not-empty', `expected a state folder without a network, got ${path}`);
    }
  }
  const { header, files } = await restoreBackup(file, state.subnet);
  for (const { name, bytes } of files) {
    const path = placeOf(state, name);
    if (path === undefined) continue;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
  }
  return header;
}

/** The files beside the subnet's own folder that cannot be made again. */
async function filesOf(state: StateFolder): Promise<BackupFile[]> {
  const keys = await readdir(state.keys).catch((): string[] => []);
  const names = [
    basename(state.canisterIds),
    basename(state.demonstration),
    ...keys.map((name) => KEYS + name),
  ];
  const files: BackupFile[] = [];
  for (const name of names) {
    const bytes = await readFile(join(state.path, name)).catch(() => undefined);
    if (bytes !== undefined) files.push({ name, bytes });
  }
  return files;
}

/** Where a file of a backup belongs; undefined for one that has no place here. */
function placeOf(state: StateFolder, name: string): string | undefined {
  if (/^keys\/[a-z0-9_-][a-z0-9._-]*$/i.test(name)) return join(state.keys, name.slice(KEYS.length));
  return [state.canisterIds, state.demonstration].find((path) => basename(path) === name);
}

async function askForBackup(
  state: StateFolder,
  file: string,
  files: readonly BackupFile[],
): Promise<BackupHeader> {
  const running = await readNetworkFile(state);
  const token = await readFile(join(state.subnet, ADMIN_TOKEN_FILE), 'utf8').catch(() => undefined);
  if (running === undefined || token === undefined) {
    throw new CommandFailed(
      'state_in_use',
      `expected a network that is ready on ${state.path}; try again later`,
    );
  }
  const response = await fetch(new URL('/_/backup', running.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token.trim()}` },
    body: JSON.stringify({
      file,
      files: Object.fromEntries(
        files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]),
      ),
    }),
  });
  if (response.ok) return (await response.json()) as BackupHeader;
  const text = (await response.text()).trim();
  throw new CommandFailed(
    'call_failed',
    `expected a backup from ${running.url}, got ${response.status}: ${text}`,
  );
}
