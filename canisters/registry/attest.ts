import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import type { Attestation } from './attestation.ts';
import type { CanisterRecord, Source } from './canister-record.ts';
import { canisterKey, sourceKey } from './canister-store.ts';
import { checkHash, checkSource } from './check-canister.ts';
import { samePrincipal } from './check-board.ts';
import { findActiveOrganisation } from './find-organisation.ts';
import { ATTESTATIONS_PER_SOURCE_MAX, ATTESTED_CANISTERS_MAX } from './limits.ts';
import { refuse } from './method-error.ts';
import { settleCanister } from './settle-canister.ts';
import type { Registry } from './storage.ts';

/** What a builder found. */
export interface AttestRequest {
  readonly source: Source;
  readonly sha256: Uint8Array;
}

/**
 * Puts on record what a source builds to, once for each builder, for ever; canisters that declare the source are settled.
 * Errors: NotBuilder; OrganisationSuspended; Invalid; AlreadyAttested; TooMany.
 */
export function attest(registry: Registry, env: Env, { source, sha256 }: AttestRequest): Attestation {
  const { attestations, builders, records } = registry.canisters;
  const builder = builders.get(canisterKey(env.caller));
  if (builder?.active !== true) return refuse({ NotBuilder: { builder: env.caller } });
  const { organisation } = builder;
  findActiveOrganisation(registry, organisation);
  checkSource(source);
  checkHash('sha256', sha256);
  const { keys } = attestations.find('source', {
    equals: sourceKey(source),
    limit: ATTESTATIONS_PER_SOURCE_MAX,
  });
  const known = keys.map((key) => attestations.get(key) as Attestation);
  const own = known.find((attestation) => samePrincipal(attestation.builder, env.caller));
  if (own !== undefined) refuse({ AlreadyAttested: { attestation: own.id, sha256: own.sha256 } });
  if (known.length >= ATTESTATIONS_PER_SOURCE_MAX)
    refuse({ TooMany: { what: 'attestations', limit: BigInt(ATTESTATIONS_PER_SOURCE_MAX) } });

  const id = attestations.nextNumber();
  const made: Attestation = { id, builder: env.caller, organisation, source, sha256, at_ns: env.nowNs };
  const hash = attestations.put(made);
  registry.recordChange(env, { act: 'attest', section: 'attestations', key: u64Key(id), sha256: hash });
  const affected = records.find('source', { equals: sourceKey(source), limit: ATTESTED_CANISTERS_MAX });
  for (const key of affected.keys)
    settleCanister(registry, env, records.get(key) as CanisterRecord, 'attest');
  registry.commit(env);
  return made;
}
