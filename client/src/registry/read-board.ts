import type { Board } from '../generated/registry.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { ask, type Registry } from './registry.ts';
import { blob, type Certified, decodeRecord, verifyAnswer, verifyRecord } from './verify-records.ts';

/**
 * The board in office, proven.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readBoard(registry: Registry): Promise<Certified<Board>> {
  const answer = await ask('read_board', () => registry.service.read_board());
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  if (!given) throw new ProofInvalid('missing', 'expected the record of the board, got none');
  const record = blob(given);
  verifyRecord(state, ['board'], record);
  return { value: decodeRecord<Board>('Board', record), time_ns: state.time_ns };
}
