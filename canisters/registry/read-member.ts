import type { Env } from '@indus/kit/env';
import type { CertifiedRecord } from './answers.ts';
import { MemberStore } from './member-store.ts';
import type { MemberRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/** A principal's roles in an organisation, or the proof that there are none. */
export function readMember(registry: Registry, env: Env, request: MemberRequest): CertifiedRecord {
  const { organisation, member } = request;
  const record = registry.members.bytes(organisation, member);
  const witness = registry.members.certified.witness([MemberStore.key(organisation, member)]);
  return { found: record === undefined ? [] : [record], proof: registry.proof(env, { members: witness }) };
}
