import { concatBytes } from '@indus/kit/bytes';
import { readU64, u64Key } from '@indus/kit/key';
import { prefixedTable } from '@indus/kit/prefixed-table';
import type { Table } from '@indus/kit/table';
import type { RowWatch } from './dossier.ts';
import { decodeMove, encodeMove, isUnderWay } from './move.ts';
import type { Move } from './move.ts';
import { RowQueue } from './row-queue.ts';
import { bucketKey, BUCKET_KEY_SIZE_BYTES } from './subject-key.ts';
import type { SubjectKey } from './subject-key.ts';
import { isCarried, rowName } from './subject-rows.ts';

/** Parts of the table by the byte after a bucket: append only. */
const PARTS = { move: 0, queue: 1, expected: 2 } as const;
const ONLY = new Uint8Array(0);

/** Moves of buckets: from this shard, with the rows that changed meanwhile, and to it. */
export class MoveTable {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** The newest move of a bucket from this shard. */
  get(bucket: number): Move | undefined {
    const bytes = this.#part(bucket, PARTS.move).get(ONLY);
    return bytes === undefined ? undefined : decodeMove(bytes);
  }

  /** Puts a move in the place of the one before. */
  put(move: Move): void {
    this.#part(move.bucket, PARTS.move).set(ONLY, encodeMove(move));
  }

  /** What has changed since a move began. */
  queue({ bucket, epoch }: Pick<Move, 'bucket' | 'epoch'>): RowQueue {
    return new RowQueue(prefixedTable(this.#part(bucket, PARTS.queue), u64Key(epoch)));
  }

  /** Number of the next chunk of a bucket that arrives here. */
  expected(bucket: number): bigint {
    const bytes = this.#part(bucket, PARTS.expected).get(ONLY);
    return bytes === undefined ? 0n : readU64(bytes, 0);
  }

  /** Says which chunk comes next. */
  expect(bucket: number, sequence: bigint): void {
    this.#part(bucket, PARTS.expected).set(ONLY, u64Key(sequence));
  }

  /** Notes what changes of a subject, when her bucket is on its way. Context: for one message. */
  watch(key: SubjectKey): RowWatch {
    let queue: RowQueue | 'none' | undefined;
    return (part, at) => {
      if (!isCarried(part, at)) return;
      queue ??= this.#queueOf(key.bucket) ?? 'none';
      if (queue !== 'none')
        queue.push(concatBytes(key.bytes.subarray(BUCKET_KEY_SIZE_BYTES), rowName(part, at)));
    };
  }

  #queueOf(bucket: number): RowQueue | undefined {
    const move = this.get(bucket);
    return move !== undefined && isUnderWay(move) ? this.queue(move) : undefined;
  }

  #part(bucket: number, part: number): Table {
    return prefixedTable(this.#table, concatBytes(bucketKey(bucket), Uint8Array.of(part)));
  }
}
