import type { Env } from '@indus/kit/env';
import type { BoardMembers } from './board.ts';
import { checkBoard } from './check-board.ts';
import type { Registry } from './storage.ts';

/**
 * Puts the first board in office.
 * Errors: Invalid, as for a change of the board; the module is not installed then.
 */
export function install(registry: Registry, env: Env, board: BoardMembers): void {
  checkBoard(board);
  registry.create();
  registry.putBoard({ ...board, changed_at_ns: env.nowNs });
  registry.record(env, { installed: board });
  registry.commit(env);
}

/** Takes up the tables of the module before, and certifies them again: an upgrade clears nothing but the heap. */
export function upgrade(registry: Registry, env: Env): void {
  registry.open();
  registry.commit(env);
}
