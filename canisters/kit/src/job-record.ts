import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';

const LAYOUT = 1;

/** A piece of work that is due at some time. */
export interface Job {
  /** Which code does it. */
  readonly kind: string;
  /** What it is about; a kind has one job for each key. */
  readonly key: Uint8Array;
  readonly payload: Uint8Array;
  /** When it runs next; while it runs, when it runs again if it does not come to its end. Units: nanoseconds. */
  readonly dueNs: bigint;
  /** How often it was begun since it was scheduled; 0 before the first time. */
  readonly attempt: number;
  /** Grows with each scheduling of the same job: work that was begun before it no longer counts. */
  readonly generation: number;
  /** It has failed as often as its kind allows, and waits to be scheduled again. */
  readonly isParked: boolean;
}

/** The stored form of a job. */
export function encodeJob(job: Job): Uint8Array {
  return new ByteWriter()
    .u8(LAYOUT)
    .text(job.kind)
    .bytes(job.key)
    .u64(job.dueNs)
    .u32(job.attempt)
    .u32(job.generation)
    .u8(job.isParked ? 1 : 0)
    .raw(job.payload)
    .finish();
}

/** The job in its stored form. */
export function decodeJob(bytes: Uint8Array): Job {
  const reader = new ByteReader(bytes, 1);
  return {
    kind: reader.text(),
    key: reader.bytes(),
    dueNs: reader.u64(),
    attempt: reader.u32(),
    generation: reader.u32(),
    isParked: reader.u8() === 1,
    payload: reader.rest(),
  };
}
