import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import type { CertifiedRecord } from './answers.ts';
import type { OrganisationRequest } from './methods.ts';
import type { Registry } from './storage.ts';

/** One organisation, or the proof that there is none with this id. */
export function readOrganisation(
  registry: Registry,
  env: Env,
  request: OrganisationRequest,
): CertifiedRecord {
  const record = registry.organisations.bytes(request.organisation);
  const witness = registry.organisations.certified.witness([u64Key(request.organisation)]);
  return {
    found: record === undefined ? [] : [record],
    proof: registry.proof(env, { organisations: witness }),
  };
}
