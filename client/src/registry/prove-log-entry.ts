import type { LogEntry } from '../generated/registry.ts';
import { type LogHead, verifyInclusion } from '../verify/merkle-log.ts';
import { ask, type Registry } from './registry.ts';
import {
  blob,
  type Certified,
  decodeRecord,
  expectSame,
  verifyAnswer,
  verifyLogHead,
} from './verify-records.ts';

/**
 * One entry of the log, proven to stand at its position in the certified log.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function proveLogEntry(
  registry: Registry,
  sequence: bigint,
): Promise<Certified<LogEntry> & { readonly head: LogHead }> {
  const answer = await ask('prove_log_entry', () => registry.service.prove_log_entry({ sequence, size: [] }));
  const state = await verifyAnswer(registry, answer.proof);
  const head = verifyLogHead(state, answer.size);
  const record = blob(answer.entry);
  verifyInclusion(record, sequence, answer.path.map(blob), head);
  const value = decodeRecord<LogEntry>('LogEntry', record);
  expectSame('log entry', sequence, value.sequence);
  return { value, head, time_ns: state.time_ns };
}
