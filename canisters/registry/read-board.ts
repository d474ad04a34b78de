import type { Env } from '@indus/kit/env';
import type { CertifiedRecord } from './answers.ts';
import type { Registry } from './storage.ts';

/** The board in office. */
export function readBoard(registry: Registry, env: Env): CertifiedRecord {
  return { found: [registry.boardBytes()], proof: registry.proof(env, { board: registry.boardTree() }) };
}
