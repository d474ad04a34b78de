import { createHash } from 'node:crypto';
import { BackupError } from './backup-error.ts';

/** What stands at the head of a backup. */
export interface BackupHeader {
  /** Version of the form of the file itself. */
  readonly format: number;
  /** Version of the keys and values in the store. */
  readonly schema: number;
  /** Number of the newest stored round, and its time in nanoseconds; decimal. */
  readonly height: string;
  readonly timeNs: string;
  /** Root hash of the state tree of that round, hexadecimal. */
  readonly root: string;
  /** Public key of the subnet, DER, hexadecimal. */
  readonly rootKey: string;
  /** Whether the subnet served the system canisters: they are in the tree then. */
  readonly systemCanisters: boolean;
  readonly entries: number;
  /** Bytes after the header, and their SHA-256 in hexadecimal. */
  readonly contentBytes: number;
  readonly sha256: string;
}

/** Version of the form of the file. */
export const BACKUP_FORMAT = 1;
/** Bounds: bytes of the header, padded with spaces: it is written last, over the room kept for it. */
export const HEADER_BYTES = 2048;
const MAGIC = 'indus backup\n';
const DIGEST_CHARS = 64;
const JSON_AT = MAGIC.length + DIGEST_CHARS + 1;

/** The bytes of a header: a name, the SHA-256 of the rest, and the values as JSON. */
export function encodeHeader(header: BackupHeader): Uint8Array {
  const json = `${JSON.stringify(header)}\n`.padStart(HEADER_BYTES - JSON_AT, ' ');
  return Buffer.from(`${MAGIC}${sha256(Buffer.from(json))}\n${json}`);
}

/** Reads a header. Errors: BackupError `not-a-backup`, `truncated`, `altered`, `schema-too-new` (format). */
export function decodeHeader(bytes: Uint8Array): BackupHeader {
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.startsWith(MAGIC)) throw new BackupError('not-a-backup', 'expected a backup, got another file');
  if (bytes.length < HEADER_BYTES) {
    throw new BackupError('truncated', `expected a header of ${HEADER_BYTES} bytes, got ${bytes.length}`);
  }
  const json = bytes.subarray(JSON_AT);
  if (sha256(json) !== text.slice(MAGIC.length, MAGIC.length + DIGEST_CHARS)) {
    throw new BackupError('altered', 'expected a header that fits its checksum, got one that was altered');
  }
  const header = JSON.parse(Buffer.from(json).toString()) as BackupHeader;
  if (header.format > BACKUP_FORMAT) {
    throw new BackupError(
      'schema-too-new',
      `expected a backup of format ${BACKUP_FORMAT} or older, got ${header.format}: a newer release wrote it`,
    );
  }
  return header;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
