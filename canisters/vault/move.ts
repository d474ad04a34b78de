import { Principal } from '@dfinity/principal';
import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import type { RowPlace } from './subject-rows.ts';

const PHASES = ['copying', 'catching_up', 'handing_over', 'done', 'failed'] as const;

/** How far a move is, in the order in which it goes. */
export type MovePhase = (typeof PHASES)[number];

/** A bucket on its way to another shard, as the shard that gives it knows it. */
export interface Move {
  readonly bucket: number;
  readonly to: Principal;
  readonly epoch: bigint;
  readonly phase: MovePhase;
  /** Why it failed. */
  readonly reason: string;
  readonly startedAtNs: bigint;
  /** Number of the next chunk. */
  readonly sequence: bigint;
  /** The next subject to copy, by her position in the bucket, and the next of her rows. */
  readonly subject: number;
  readonly row: RowPlace;
  /** Entries of the bucket's log that have arrived. */
  readonly logged: number;
  /** Chunks and questions in a row that brought no answer. */
  readonly failures: number;
  /** How often the other shard was asked to take over, and how often it is known that it was not reached. */
  readonly asked: number;
  readonly unheard: number;
}

/** Whether a move has yet to end. */
export function isUnderWay({ phase }: Pick<Move, 'phase'>): boolean {
  return phase !== 'done' && phase !== 'failed';
}

/** The stored form of a move. */
export function encodeMove(move: Move): Uint8Array {
  return new ByteWriter()
    .u32(move.bucket)
    .bytes(move.to.toUint8Array())
    .u64(move.epoch)
    .u8(PHASES.indexOf(move.phase))
    .text(move.reason)
    .u64(move.startedAtNs)
    .u64(move.sequence)
    .u32(move.subject)
    .u8(move.row.section)
    .u64(move.row.index)
    .u32(move.row.at)
    .u64(BigInt(move.logged))
    .u32(move.failures)
    .u32(move.asked)
    .u32(move.unheard)
    .finish();
}

/** The move in its stored form. */
export function decodeMove(bytes: Uint8Array): Move {
  const reader = new ByteReader(bytes);
  return {
    bucket: reader.u32(),
    to: Principal.fromUint8Array(reader.bytes()),
    epoch: reader.u64(),
    phase: PHASES[reader.u8()] as MovePhase,
    reason: reader.text(),
    startedAtNs: reader.u64(),
    sequence: reader.u64(),
    subject: reader.u32(),
    row: { section: reader.u8(), index: reader.u64(), at: reader.u32() },
    logged: Number(reader.u64()),
    failures: reader.u32(),
    asked: reader.u32(),
    unheard: reader.u32(),
  };
}
