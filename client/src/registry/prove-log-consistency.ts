import { type LogHead, verifyConsistency } from '../verify/merkle-log.ts';
import { ask, type Registry } from './registry.ts';
import { blob, type Certified, expectSame, verifyAnswer, verifyLogHead } from './verify-records.ts';

/**
 * The head of the certified log, proven to begin with the log at a head that was verified before: nothing was
 * taken back or changed since.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function proveLogConsistency(registry: Registry, earlier: LogHead): Promise<Certified<LogHead>> {
  const answer = await ask('prove_log_consistency', () =>
    registry.service.prove_log_consistency({ first: earlier.size, second: [] }),
  );
  const state = await verifyAnswer(registry, answer.proof);
  expectSame('size', earlier.size, answer.first);
  const head = verifyLogHead(state, answer.second);
  verifyConsistency(earlier, head, answer.path.map(blob));
  return { value: head, time_ns: state.time_ns };
}
