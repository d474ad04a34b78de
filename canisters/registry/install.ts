import { startEntropy } from '@indus/kit/entropy-job';
import type { Env } from '@indus/kit/env';
import { backfillJob } from './backfill-directory.ts';
import type { BoardMembers } from './board.ts';
import { checkBoard } from './check-board.ts';
import { putInitialParameters } from './code-handlers.ts';
import { prepareDocuments } from './registers/record-documents.ts';
import type { Registry } from './storage.ts';

/** The layout of the tables before it was known where each principal has roles; before, there was no directory either. */
const SCHEMA_WITHOUT_PLACES = 2;

/**
 * Puts the first board in office.
 * Errors: Invalid, as for a change of the board; the module is not installed then.
 */
export function install(registry: Registry, env: Env, board: BoardMembers): void {
  checkBoard(board);
  registry.create();
  registry.putBoard({ ...board, changed_at_ns: env.nowNs });
  registry.record(env, { installed: board });
  start(registry, env);
}

/** Takes up the tables of the module before, and certifies them again: an upgrade clears nothing but the heap. */
export function upgrade(registry: Registry, env: Env): void {
  const schema = registry.open();
  if (schema <= SCHEMA_WITHOUT_PLACES) registry.jobs.schedule(backfillJob(env.nowNs));
  start(registry, env);
}

function start(registry: Registry, env: Env): void {
  putInitialParameters(registry, env.nowNs);
  prepareDocuments(registry);
  registry.commit(env);
  startEntropy(registry.jobs, env);
  registry.jobs.start();
}
