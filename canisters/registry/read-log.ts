import type { Env } from '@indus/kit/env';
import type { LogPage } from './answers.ts';
import { checkLimit } from './check-page.ts';
import { PAGE_LOG_ENTRIES_MAX } from './limits.ts';
import type { ReadLogRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/**
 * Entries of the log from a position on, with the path that ties them to the certified root.
 * Errors: Invalid for the limit.
 */
export function readLog(registry: Registry, env: Env, request: ReadLogRequest): LogPage {
  checkLimit(request.limit, PAGE_LOG_ENTRIES_MAX);
  const { log } = registry;
  const { size } = log;
  const from = request.from < BigInt(size) ? Number(request.from) : size;
  const to = Math.min(from + request.limit, size);
  const entries: Uint8Array[] = [];
  for (let position = from; position < to; position += 1) entries.push(log.entry(position));
  return {
    size: BigInt(size),
    entries,
    path: log.rangePath(from, to, size),
    proof: registry.proof(env, { log: registry.logTree() }),
  };
}
