import { equalBytes } from '@indus/kit/bytes';
import type { CanisterState } from '@indus/kit/directory-feed';
import type { Principal } from '@dfinity/principal';
import type { Attestation } from './attestation.ts';
import type { CanisterRecord, Observation, Source } from './canister-record.ts';
import { canisterKey, sourceKey } from './canister-store.ts';
import type { IncidentKind } from './incident.ts';
import { ATTESTATIONS_PER_SOURCE_MAX, BUILDERS_TO_VERIFY } from './limits.ts';
import type { Registry } from './storage.ts';

/** What follows from what is on record of a canister. */
export interface Assessment {
  readonly state: CanisterState;
  /** Organisations other than its own whose builders found the expected hash. */
  readonly attestedBy: readonly bigint[];
  /** What is wrong. */
  readonly fault: IncidentKind | undefined;
}

/**
 * Where a canister stands: what runs comes first, then what builders say. Attestations count while their builder is
 * registered and its organisation active.
 */
export function assessCanister(registry: Registry, record: CanisterRecord, nowNs: bigint): Assessment {
  const { declared } = record;
  const attestations = countedAttestations(registry, declared.source);
  const isExpected = ({ sha256 }: Attestation): boolean => equalBytes(sha256, declared.expected_sha256);
  const agreeing = attestations.filter(isExpected).map(({ organisation }) => organisation);
  const attestedBy = [...new Set(agreeing)].filter((organisation) => organisation !== declared.organisation);
  if ('retired' in record.state) return { state: record.state, attestedBy, fault: undefined };
  const [observed] = record.observed;
  if (observed === undefined) return { state: { registered: null }, attestedBy, fault: undefined };
  const running = faultOf(record, observed, nowNs);
  if (running !== undefined) return { state: { mismatch: null }, attestedBy, fault: running };
  const divergent = attestations.find((attestation) => !isExpected(attestation));
  if (divergent !== undefined) {
    const fault = { divergent_attestation: { attestation: divergent.id } };
    return { state: { divergent: null }, attestedBy, fault };
  }
  const isVerified = attestedBy.length >= BUILDERS_TO_VERIFY && runs(observed, declared.expected_sha256);
  const state: CanisterState = isVerified ? { verified: null } : { registered: null };
  return { state, attestedBy, fault: undefined };
}

/** Whether a module of this hash runs. */
export function runs({ module_hash: [found] }: Observation, hash: Uint8Array): boolean {
  return found !== undefined && equalBytes(found, hash);
}

function faultOf(record: CanisterRecord, observed: Observation, nowNs: bigint): IncidentKind | undefined {
  if (!observed.exists) return { missing: null };
  const { expected_sha256: expected, controllers } = record.declared;
  const [former] = record.former;
  const isFormer = former !== undefined && nowNs < former.until_ns && runs(observed, former.sha256);
  if (!isFormer && !runs(observed, expected)) {
    return { module_mismatch: { expected, found: observed.module_hash } };
  }
  if (!sameSet(controllers, observed.controllers)) {
    return { controllers_mismatch: { expected: controllers, found: observed.controllers } };
  }
  return undefined;
}

function countedAttestations(registry: Registry, source: Source): Attestation[] {
  const { attestations, builders } = registry.canisters;
  const { keys } = attestations.find('source', {
    equals: sourceKey(source),
    limit: ATTESTATIONS_PER_SOURCE_MAX,
  });
  const all = keys.map((key) => attestations.get(key) as Attestation);
  return all.filter(({ builder, organisation }) => {
    const standing = builders.get(canisterKey(builder));
    const owner = registry.organisations.get(organisation);
    const isBuilder = standing?.active === true && standing.organisation === organisation;
    return isBuilder && owner !== undefined && 'active' in owner.status;
  });
}

function sameSet(a: readonly Principal[], b: readonly Principal[]): boolean {
  const [left, right] = [a, b].map((principals) => new Set(principals.map(String))) as [
    Set<string>,
    Set<string>,
  ];
  return left.size === right.size && [...left].every((text) => right.has(text));
}
