import type { Proposal } from '../generated/registry.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';

/** Proposals of a page unless told otherwise. Bounds: 1 to 20. */
export const PROPOSALS_PAGE = 20;

/**
 * One page of proposals, newest first; each is proven, and as ids are dense, a gap is visible.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listProposals(
  registry: Registry,
  { cursor, limit = PROPOSALS_PAGE }: { cursor?: Uint8Array; limit?: number } = {},
): Promise<Page<Proposal>> {
  const page = await ask('list_proposals', () =>
    registry.service.list_proposals({ cursor: cursor ? [cursor] : [], limit }),
  );
  return verifyPage<Proposal>(registry, page, {
    type: 'Proposal',
    map: 'proposals',
    key: (proposal) => bigEndian64(proposal.id),
    matches: () => true,
    order: 'descending',
  });
}
