import type { Env } from '@indus/kit/env';
import type { LogEntryProof } from './answers.ts';
import { refuse } from './method-error.ts';
import type { LogEntryRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/**
 * One entry of the log and its audit path in the log of a given size, the certified one unless another is named.
 * Errors: OutOfLog when the size is beyond the log or the entry beyond the size.
 */
export function proveLogEntry(registry: Registry, env: Env, request: LogEntryRequest): LogEntryProof {
  const { log } = registry;
  const certified = BigInt(log.size);
  const [size = certified] = request.size;
  if (size > certified || request.sequence >= size) refuse({ OutOfLog: { size: certified } });
  const position = Number(request.sequence);
  return {
    size,
    entry: log.entry(position),
    path: log.auditPath(position, Number(size)),
    proof: registry.proof(env, { log: registry.logTree() }),
  };
}
