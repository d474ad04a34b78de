import type { Statistics } from '../generated/vault.ts';
import { exchange } from '../call-failed.ts';
import { blob, type Certified, verifyAnswer, verifyRecord } from '../verify/verified-answer.ts';
import { decodeItem } from './decode-item.ts';
import type { Shard } from './vault.ts';
import { VaultRefused } from './vault-refused.ts';

/**
 * The public counts of one shard.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function readStatistics(shard: Shard): Promise<Certified<Statistics>> {
  const answer = await exchange('read_statistics', () => shard.service.read_statistics());
  if ('Err' in answer) throw new VaultRefused('read_statistics', answer.Err);
  const state = await verifyAnswer(shard, answer.Ok.proof);
  const [given] = answer.Ok.found;
  const bytes = given && blob(given);
  verifyRecord(state, ['statistics'], bytes);
  return { value: decodeItem<Statistics>('Statistics', bytes ?? new Uint8Array(0)), time_ns: state.time_ns };
}
