import type { Member } from '../generated/registry.ts';
import { memberKey } from './member-key.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';

/** Members of a page unless told otherwise. Bounds: 1 to 50. */
export const MEMBERS_PAGE = 50;

/**
 * One page of those who have a role in an organisation; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listMembers(
  registry: Registry,
  organisation: bigint,
  { cursor, limit = MEMBERS_PAGE }: { cursor?: Uint8Array; limit?: number } = {},
): Promise<Page<Member>> {
  const page = await ask('list_members', () =>
    registry.service.list_members({ organisation, cursor: cursor ? [cursor] : [], limit }),
  );
  return verifyPage<Member>(registry, page, {
    type: 'Member',
    map: 'members',
    key: (member) => memberKey(member.organisation, member.member),
    matches: (member) => member.organisation === organisation,
    order: 'any',
  });
}
