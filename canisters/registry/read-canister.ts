import type { CanisterState } from '@indus/kit/directory-feed';
import type { Principal } from '@dfinity/principal';
import type { FindRequest, FoundKeys } from '@indus/kit/collection';
import type { Env } from '@indus/kit/env';
import { concatBytes } from '@indus/kit/bytes';
import { u64Key } from '@indus/kit/key';
import { caseOf } from '@indus/kit/variant';
import type { CertifiedPage, CertifiedRecord } from './answers.ts';
import type { Source } from './canister-record.ts';
import { canisterKey, sourceKey, stateKey, versionKey } from './canister-store.ts';
import { checkSource } from './check-canister.ts';
import type { PageRequest } from './methods.ts';
import { listRecords, readRecord } from './read-records.ts';
import type { CanisterRequest } from './register-canister.ts';
import type { Registry } from './storage.ts';

/** Which version of a canister's record. */
export interface CanisterVersionRequest extends CanisterRequest {
  readonly version: number;
}

/** Which canisters. */
export interface ListCanistersRequest extends PageRequest {
  readonly organisation: [] | [bigint];
  readonly state: [] | [CanisterState];
}

/** Which incident. */
export interface IncidentRequest {
  readonly incident: bigint;
}

/** Which incidents: of a canister, of an organisation, or all. */
export interface ListIncidentsRequest extends PageRequest {
  readonly canister: [] | [Principal];
  readonly organisation: [] | [bigint];
}

/** Which attestation. */
export interface AttestationRequest {
  readonly attestation: bigint;
}

/** Which attestations: of a source, or all. */
export interface ListAttestationsRequest extends PageRequest {
  readonly source: [] | [Source];
}

/** Which builder. */
export interface BuilderRequest {
  readonly builder: Principal;
}

type Find = (after: Uint8Array | undefined, limit: number) => FoundKeys;

/** A canister's record, or the proof that there is none. */
export function readCanister(registry: Registry, env: Env, { canister }: CanisterRequest): CertifiedRecord {
  return readRecord(
    registry,
    env,
    { section: 'canisters', records: registry.canisters.records },
    canisterKey(canister),
  );
}

/** What was declared of a canister in one version, or the proof that there is none. */
export function readCanisterVersion(
  registry: Registry,
  env: Env,
  { canister, version }: CanisterVersionRequest,
): CertifiedRecord {
  const section = { section: 'canister_versions', records: registry.canisters.versions };
  return readRecord(registry, env, section, versionKey(canister, version));
}

/** Canisters by organisation, state, both or neither. Errors: Invalid for the limit; InvalidCursor; NotReady. */
export function listCanisters(registry: Registry, env: Env, request: ListCanistersRequest): CertifiedPage {
  const { records } = registry.canisters;
  const [organisation] = request.organisation;
  const [state] = request.state;
  const scope = `${organisation ?? ''} ${state === undefined ? '' : caseOf(state)}`;
  const find = (after: Uint8Array | undefined, limit: number): FoundKeys => {
    if (organisation !== undefined)
      return records.find('organisation', { ...ofOrganisation(organisation, state), after, limit });
    if (state !== undefined) return records.find('state', { equals: stateKey(state), after, limit });
    return records.walk(after, limit);
  };
  return listRecords(registry, env, { section: 'canisters', records, scope, find }, request);
}

/** One incident, or the proof that there is none. */
export function readIncident(registry: Registry, env: Env, { incident }: IncidentRequest): CertifiedRecord {
  const section = { section: 'incidents', records: registry.canisters.incidents };
  return readRecord(registry, env, section, u64Key(incident));
}

/** Incidents in the order in which they opened. Errors: Invalid for the limit; InvalidCursor; NotReady. */
export function listIncidents(registry: Registry, env: Env, request: ListIncidentsRequest): CertifiedPage {
  const { incidents: records } = registry.canisters;
  const [canister] = request.canister;
  const [organisation] = request.organisation;
  const scope = canister === undefined ? `of ${organisation ?? 'all'}` : canister.toText();
  const find: Find = (after, limit) => {
    if (canister !== undefined)
      return records.find('canister', { equals: canisterKey(canister), after, limit });
    if (organisation !== undefined)
      return records.find('organisation', { equals: u64Key(organisation), after, limit });
    return records.walk(after, limit);
  };
  return listRecords(registry, env, { section: 'incidents', records, scope, find }, request);
}

/** One attestation, or the proof that there is none. */
export function readAttestation(
  registry: Registry,
  env: Env,
  { attestation }: AttestationRequest,
): CertifiedRecord {
  const section = { section: 'attestations', records: registry.canisters.attestations };
  return readRecord(registry, env, section, u64Key(attestation));
}

/** Attestations in the order in which they were made. Errors: Invalid; InvalidCursor; NotReady. */
export function listAttestations(
  registry: Registry,
  env: Env,
  request: ListAttestationsRequest,
): CertifiedPage {
  const { attestations: records } = registry.canisters;
  const [source] = request.source;
  if (source !== undefined) checkSource(source);
  const scope = source === undefined ? '' : `${source.repository} ${source.commit} ${source.module}`;
  const find: Find = (after, limit) =>
    source === undefined
      ? records.walk(after, limit)
      : records.find('source', { equals: sourceKey(source), after, limit });
  return listRecords(registry, env, { section: 'attestations', records, scope, find }, request);
}

/** One builder, or the proof that the principal never was one. */
export function readBuilder(registry: Registry, env: Env, { builder }: BuilderRequest): CertifiedRecord {
  const section = { section: 'builders', records: registry.canisters.builders };
  return readRecord(registry, env, section, canisterKey(builder));
}

/** All builders, removed ones too. Errors: Invalid for the limit; InvalidCursor; NotReady. */
export function listBuilders(registry: Registry, env: Env, request: PageRequest): CertifiedPage {
  const { builders: records } = registry.canisters;
  const find: Find = (after, limit) => records.walk(after, limit);
  return listRecords(registry, env, { section: 'builders', records, scope: '', find }, request);
}

function ofOrganisation(
  organisation: bigint,
  state: CanisterState | undefined,
): Pick<FindRequest, 'equals' | 'from' | 'to'> {
  const key = u64Key(organisation);
  if (state !== undefined) return { equals: concatBytes(key, stateKey(state)) };
  return { from: concatBytes(key, Uint8Array.of(0)), to: concatBytes(key, Uint8Array.of(0xff)) };
}
