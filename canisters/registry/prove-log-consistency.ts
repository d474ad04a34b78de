import type { Env } from '@indus/kit/env';
import type { LogConsistencyProof } from './answers.ts';
import { refuse } from './method-error.ts';
import type { LogConsistencyRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/**
 * That the log of one size is the beginning of the log of another, the certified one unless another is named.
 * Errors: OutOfLog when the second size is beyond the log or before the first.
 */
export function proveLogConsistency(
  registry: Registry,
  env: Env,
  request: LogConsistencyRequest,
): LogConsistencyProof {
  const { log } = registry;
  const certified = BigInt(log.size);
  const { first } = request;
  const [second = certified] = request.second;
  if (second > certified || first > second) refuse({ OutOfLog: { size: certified } });
  return {
    first,
    second,
    path: log.consistencyPath(Number(first), Number(second)),
    proof: registry.proof(env, { log: registry.logTree() }),
  };
}
