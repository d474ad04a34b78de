import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SCHEMA_VERSION } from '../store/open-store.ts';
import { BackupError } from './backup-error.ts';
import { BACKUP_FORMAT, encodeHeader, HEADER_BYTES, type BackupHeader } from './backup-header.ts';
import type { StoredRoot } from './stored-root.ts';

/** A file that goes with the state, such as the ids of canisters by name. */
export interface BackupFile {
  /** Relative path with slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a backup is written of. */
export interface BackupContent {
  readonly round: StoredRoot;
  readonly systemCanisters: boolean;
  /** All entries of the store as of that round, in key order. */
  readonly entries: AsyncIterable<readonly [key: string, value: Uint8Array]>;
  readonly files: readonly BackupFile[];
}

/** Kinds of records in a backup. */
export const ENTRY = 1;
export const FILE = 2;
/** Bytes before a record's name: its kind, and the lengths of its name and value. */
export const RECORD_HEAD_BYTES = 9;
/** Bounds: how much is collected before it is written. */
const WRITE_BYTES = 1024 * 1024;

/**
 * Writes a backup to a new file, readable by its owner only: the secret of the subnet is in it. The file has its name
 * once it is whole and on the disk. Errors: BackupError `target-exists`, `write-failed`; no file is left then.
 */
export async function writeBackup(path: string, content: BackupContent): Promise<BackupHeader> {
  if (await exists(path))
    throw new BackupError('target-exists', `expected a new file, got one that exists: ${path}`);
  const draft = `${path}.part`;
  try {
    await rm(draft, { force: true });
    const file = await open(draft, 'wx', 0o600);
    let header: BackupHeader;
    try {
      header = await writeContent(file, content);
      await file.write(encodeHeader(header), 0, HEADER_BYTES, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncDirectory(dirname(path));
    return header;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    if (!isFileError(error)) throw error;
    throw new BackupError('write-failed', `expected to write ${path}, got: ${error.message}`, {
      cause: error,
    });
  }
}

async function writeContent(file: FileHandle, content: BackupContent): Promise<BackupHeader> {
  const hash = createHash('sha256');
  let [at, entries, waitingBytes] = [HEADER_BYTES, 0, 0];
  let waiting: Uint8Array[] = [];
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting, waitingBytes);
    waiting = [];
    waitingBytes = 0;
    hash.update(bytes);
    for (let done = 0; done < bytes.length;) {
      done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
    at += bytes.length;
  };
  const add = async (kind: number, name: string, value: Uint8Array): Promise<void> => {
    const head = recordHead(kind, name, value);
    waiting.push(head, value);
    waitingBytes += head.length + value.length;
    entries++;
    if (waitingBytes >= WRITE_BYTES) await flush();
  };
  for (const { name, bytes } of content.files) await add(FILE, name, bytes);
  for await (const [key, value] of content.entries) await add(ENTRY, key, value);
  await flush();
  const { round } = content;
  return {
    format: BACKUP_FORMAT,
    schema: SCHEMA_VERSION,
    height: String(round.height),
    timeNs: String(round.timeNs),
    root: Buffer.from(round.root).toString('hex'),
    rootKey: Buffer.from(round.rootKeyDer).toString('hex'),
    systemCanisters: content.systemCanisters,
    entries,
    contentBytes: at - HEADER_BYTES,
    sha256: hash.digest('hex'),
  };
}

function recordHead(kind: number, name: string, value: Uint8Array): Uint8Array {
  const text = Buffer.from(name);
  const head = Buffer.alloc(RECORD_HEAD_BYTES + text.length);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(text.length, 1);
  head.writeUInt32BE(value.length, 5);
  text.copy(head, RECORD_HEAD_BYTES);
  return head;
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** Makes the new name itself survive the end of the machine. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await directory.sync().finally(() => directory.close());
}

function isFileError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
