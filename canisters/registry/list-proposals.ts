import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import type { CertifiedPage } from './answers.ts';
import { checkLimit, cursorTo, startOf } from './check-page.ts';
import { PAGE_PROPOSALS_MAX } from './limits.ts';
import { refuse } from './method-error.ts';
import type { ListProposalsRequest } from './methods.ts';
import type { Registry } from './storage.ts';

const SCOPE = { method: 'list_proposals', request: '' };

/**
 * All proposals, newest first.
 * Errors: Invalid for the limit; InvalidCursor; NotReady.
 */
export function listProposals(
  registry: Registry,
  env: Env,
  { cursor, limit }: ListProposalsRequest,
): CertifiedPage {
  checkLimit(limit, PAGE_PROPOSALS_MAX);
  const { proposals } = registry;
  const newest = startOf(registry, env, SCOPE, { cursor, first: proposals.count });
  if (newest > proposals.count) refuse({ InvalidCursor: null });

  const ids: bigint[] = [];
  let id = newest;
  for (; id >= 1n && ids.length < limit; id -= 1n) ids.push(id);
  return {
    records: ids.map((listed) => proposals.bytes(listed) as Uint8Array),
    next: cursorTo(registry, env, SCOPE, id >= 1n ? id : undefined),
    proof: registry.proof(env, { proposals: proposals.certified.witness(ids.map(u64Key)) }),
  };
}
