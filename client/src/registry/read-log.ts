import type { LogEntry } from '../generated/registry.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { type LogHead, verifyRange } from '../verify/merkle-log.ts';
import { ask, type Registry } from './registry.ts';
import { blob, decodeRecord, expectSame, verifyAnswer, verifyLogHead } from './verify-records.ts';

/** Entries of the log in order, and the head that they are proven against. */
export interface LogPage {
  readonly entries: readonly LogEntry[];
  readonly head: LogHead;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** Entries of a page unless told otherwise. Bounds: 1 to 50. */
export const LOG_PAGE = 50;

/**
 * The entries from a position on, proven to stand there without a gap; none when it lies beyond the end.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readLog(registry: Registry, from: bigint, limit = LOG_PAGE): Promise<LogPage> {
  const page = await ask('read_log', () => registry.service.read_log({ from, limit }));
  const state = await verifyAnswer(registry, page.proof);
  const head = verifyLogHead(state, page.size);
  const records = page.entries.map(blob);
  if (records.length === 0 && from < head.size) {
    throw new ProofInvalid('log', `expected entries from ${from} of ${head.size}, got none`);
  }
  verifyRange(records, from, page.path.map(blob), head);
  const entries = records.map((record, i) => {
    const entry = decodeRecord<LogEntry>('LogEntry', record);
    expectSame('log entry', from + BigInt(i), entry.sequence);
    return entry;
  });
  return { entries, head, time_ns: state.time_ns };
}
