import { concatBytes, latin1 } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { Principal } from '@dfinity/principal';
import { CHUNK_NAMES_MAX, CHUNK_SIZE_BYTES_MAX, CHUNK_WEIGHT_MAX } from './limits.ts';
import type { Move } from './move.ts';
import type { BucketRow } from './pack-rows.ts';
import type { Vault } from './storage.ts';
import { mayHaveDuties } from './subject-duties.ts';
import { BUCKET_KEY_SIZE_BYTES } from './subject-key.ts';
import type { SubjectKey } from './subject-key.ts';
import { FIRST_ROW, rowsFrom } from './subject-rows.ts';
import type { RowPlace } from './subject-rows.ts';

/** Begins the names of rows that belong to the bucket as a whole: longer than a principal can be. */
export const BUCKET_ROW = 0xff;

/** Work for the receiver, in units of a row that is only put in its place. */
const WEIGHTS = { plain: 1, read: 4, subject: 8 } as const;

/** Rows to send, and where the move is when they have arrived. */
export interface Chunk {
  readonly rows: readonly BucketRow[];
  readonly after: Pick<Move, 'subject' | 'row' | 'logged'>;
  /** Position in the queue before which everything is sent. */
  readonly queued: number;
}

/** Collects rows up to the size of a chunk. */
class Filling {
  readonly rows: BucketRow[] = [];
  #sizeBytes = 0;
  #weight = 0;
  #names = 0;

  get isFull(): boolean {
    return (
      this.#sizeBytes >= CHUNK_SIZE_BYTES_MAX ||
      this.#weight >= CHUNK_WEIGHT_MAX ||
      this.#names >= CHUNK_NAMES_MAX
    );
  }

  /** A name that was looked at, whether or not there is a row. */
  look(weight: number): void {
    this.#names += 1;
    this.#weight += weight;
  }

  add(row: BucketRow, weight: number = WEIGHTS.plain): void {
    this.rows.push(row);
    this.#sizeBytes += row.name.length + (row.value?.length ?? 0);
    this.#weight += weight;
  }
}

/** The next rows of a move: of the bucket's log, of subjects not copied yet, and then of what has changed since. */
export function fillChunk(vault: Vault, move: Move): Chunk {
  const filling = new Filling();
  const logged = fillLog(vault, move, filling);
  const copied = move.phase === 'copying' ? fillCopies(vault, move, filling) : move;
  const queued = move.phase === 'copying' ? 0 : fillChanges(vault, move, filling);
  return { rows: filling.rows, after: { logged, subject: copied.subject, row: copied.row }, queued };
}

function fillLog(vault: Vault, { bucket, logged }: Move, filling: Filling): number {
  const log = vault.buckets.log(bucket);
  const { size } = log;
  let at = logged;
  for (; at < size && !filling.isFull; at += 1) {
    filling.add({ name: concatBytes(Uint8Array.of(BUCKET_ROW), u64Key(BigInt(at))), value: log.entry(at) });
  }
  return at;
}

function fillCopies(vault: Vault, move: Move, filling: Filling): Pick<Move, 'subject' | 'row'> {
  const subjects = vault.buckets.subjects(move.bucket);
  let { subject, row } = move;
  for (const { end } = subjects.range; subject < end && !filling.isFull;) {
    const key = vault.keyOf(Principal.fromUint8Array(subjects.keyAt(subject)));
    filling.look(WEIGHTS.subject);
    const next = fillSubject(vault, key, row, filling);
    row = next ?? FIRST_ROW;
    if (next === undefined) subject += 1;
  }
  return { subject, row };
}

/** Where the walk through a subject stands, or nothing when it has come to its end. */
function fillSubject(vault: Vault, key: SubjectKey, from: RowPlace, filling: Filling): RowPlace | undefined {
  const rows = vault.rowsOf(key);
  const start = key.bytes.subarray(BUCKET_KEY_SIZE_BYTES);
  for (const { name, next } of rowsFrom(vault.dossier(key.subject, key), from)) {
    const value = rows.get(name);
    filling.look(0);
    if (value !== undefined) filling.add({ name: concatBytes(start, name), value }, weightOf(name));
    if (filling.isFull) return next;
  }
  return undefined;
}

function fillChanges(vault: Vault, move: Move, filling: Filling): number {
  let queued = 0;
  let known = '';
  for (const [name, after] of vault.moves.queue(move).waiting()) {
    if (filling.isFull) break;
    const { key, row } = splitName(vault, name);
    const subject = latin1(key.bytes);
    if (subject !== known) filling.look(WEIGHTS.subject);
    known = subject;
    filling.add({ name, value: vault.rowsOf(key).get(row) }, weightOf(row));
    queued = after;
  }
  return queued;
}

function weightOf(name: Uint8Array): number {
  return mayHaveDuties(name) ? WEIGHTS.read : WEIGHTS.plain;
}

/** The subject and the row that a name within a bucket is of. */
export function splitName(
  vault: Vault,
  name: Uint8Array,
): { readonly key: SubjectKey; readonly row: Uint8Array } {
  const size = name[0] as number;
  const key = vault.keyOf(Principal.fromUint8Array(name.slice(1, 1 + size)));
  return { key, row: name.slice(1 + size) };
}
