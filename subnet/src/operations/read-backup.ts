import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { SCHEMA_VERSION } from '../store/open-store.ts';
import { BackupError } from './backup-error.ts';
import { decodeHeader, HEADER_BYTES, type BackupHeader } from './backup-header.ts';
import { ENTRY, FILE, RECORD_HEAD_BYTES } from './write-backup.ts';

/** One record of a backup: an entry of the store or a file that goes with it. */
export interface BackupRecord {
  readonly kind: typeof ENTRY | typeof FILE;
  readonly name: string;
  readonly value: Uint8Array;
}

const READ_BYTES = 1024 * 1024;
const NAME_BYTES_MAX = 4096;

/**
 * Reads a backup: first its header, then its records. The checksum is known to fit only when all records were read: take
 * no effect that cannot be undone before. Errors: BackupError `not-a-backup`, `truncated`, `altered`, `schema-too-new`.
 */
export async function readBackup<T>(
  path: string,
  read: (header: BackupHeader, records: AsyncIterable<BackupRecord>) => Promise<T>,
): Promise<T> {
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(HEADER_BYTES);
    const { bytesRead } = await file.read(bytes, 0, HEADER_BYTES, 0);
    const header = decodeHeader(bytes.subarray(0, bytesRead));
    const { size } = await file.stat();
    const expected = HEADER_BYTES + header.contentBytes;
    if (size < expected) throw new BackupError('truncated', `expected ${expected} bytes, got ${size}`);
    if (size > expected) throw new BackupError('altered', `expected ${expected} bytes, got ${size}`);
    if (header.schema > SCHEMA_VERSION) {
      throw new BackupError(
        'schema-too-new',
        `expected a backup of schema version ${SCHEMA_VERSION} or older, got ${header.schema}: a newer release wrote it`,
      );
    }
    return await read(header, records(file, header));
  } finally {
    await file.close();
  }
}

async function* records(file: FileHandle, header: BackupHeader): AsyncGenerator<BackupRecord> {
  const hash = createHash('sha256');
  let waiting = Buffer.alloc(0);
  let at = HEADER_BYTES;
  let count = 0;
  const end = HEADER_BYTES + header.contentBytes;
  const need = async (bytes: number): Promise<void> => {
    if (waiting.length >= bytes) return;
    const left = end - at;
    if (waiting.length + left < bytes) throw altered('a record that ends within the file');
    const chunk = Buffer.alloc(Math.min(left, Math.max(READ_BYTES, bytes - waiting.length)));
    for (let done = 0; done < chunk.length;) {
      const { bytesRead } = await file.read(chunk, done, chunk.length - done, at + done);
      if (bytesRead === 0) throw new BackupError('truncated', 'expected more bytes, got the end of the file');
      done += bytesRead;
    }
    at += chunk.length;
    hash.update(chunk);
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
  };
  while (waiting.length > 0 || at < end) {
    await need(RECORD_HEAD_BYTES);
    const kind = waiting.readUInt8(0);
    const nameBytes = waiting.readUInt32BE(1);
    const valueBytes = waiting.readUInt32BE(5);
    if ((kind !== ENTRY && kind !== FILE) || nameBytes > NAME_BYTES_MAX)
      throw altered('a known kind of record');
    await need(RECORD_HEAD_BYTES + nameBytes + valueBytes);
    const valueAt = RECORD_HEAD_BYTES + nameBytes;
    const name = waiting.toString('utf8', RECORD_HEAD_BYTES, valueAt);
    yield { kind, name, value: Uint8Array.from(waiting.subarray(valueAt, valueAt + valueBytes)) };
    waiting = waiting.subarray(valueAt + valueBytes);
    count++;
  }
  if (hash.digest('hex') !== header.sha256) throw altered('content that fits its checksum');
  if (count !== header.entries) throw altered(`${header.entries} records`);
}

function altered(what: string): BackupError {
  return new BackupError('altered', `expected ${what}, got other content: the file was altered`);
}
