import type { Principal } from '@dfinity/principal';
import type { Member } from '../generated/registry.ts';
import { memberKey } from './member-key.ts';
import { readKeyedRecord, type RecordSection } from './read-keyed-record.ts';
import { ask, type Registry } from './registry.ts';
import type { Certified } from './verify-records.ts';

const MEMBERS: RecordSection<Member> = {
  map: 'members',
  type: 'Member',
  key: ({ organisation, member }) => memberKey(organisation, member),
};

/**
 * A principal's roles in an organisation, proven; undefined when it is proven that there are none.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readMember(
  registry: Registry,
  organisation: bigint,
  member: Principal,
): Promise<Certified<Member | undefined>> {
  const answer = await ask('read_member', () => registry.service.read_member({ organisation, member }));
  return readKeyedRecord(registry, answer, memberKey(organisation, member), MEMBERS);
}
