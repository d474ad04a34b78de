import type { Principal } from '@dfinity/principal';
import type { Member } from '../generated/registry.ts';
import { memberKey } from './member-key.ts';
import { ask, type Registry } from './registry.ts';
import {
  blob,
  type Certified,
  decodeRecord,
  expectSame,
  verifyAnswer,
  verifyRecord,
} from './verify-records.ts';

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
  const state = await verifyAnswer(registry, answer.proof);
  const [given] = answer.found;
  const record = given && blob(given);
  verifyRecord(state, ['members', memberKey(organisation, member)], record);
  if (!record) return { value: undefined, time_ns: state.time_ns };
  const value = decodeRecord<Member>('Member', record);
  expectSame('organisation', organisation, value.organisation);
  expectSame('member', member.toText(), value.member.toText());
  return { value, time_ns: state.time_ns };
}
