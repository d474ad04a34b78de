import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { encodeRecord } from '@indus/kit/record-codec';
import { caseOf } from '@indus/kit/variant';
import { assessCanister } from './assess-canister.ts';
import { CanisterRecord } from './canister-record.ts';
import { canisterKey } from './canister-store.ts';
import { IncidentKind } from './incident.ts';
import type { Incident } from './incident.ts';
import type { Registry } from './storage.ts';

/**
 * Puts a canister on record as it stands now: its state, who vouches for it, and what is wrong, as an incident that opens and
 * is resolved with it. The log tells of it when anything but the time of the observation has changed.
 */
export function settleCanister(
  registry: Registry,
  env: Env,
  record: CanisterRecord,
  act: string,
): CanisterRecord {
  const { state, attestedBy, fault } = assessCanister(registry, record, env.nowNs);
  const isSameState = caseOf(state) === caseOf(record.state);
  const settled: CanisterRecord = {
    ...record,
    state,
    state_since_ns: isSameState ? record.state_since_ns : env.nowNs,
    attested_by: attestedBy,
    open_incident: followIncident(registry, env, record, fault),
  };
  const key = canisterKey(record.declared.canister);
  const before = registry.canisters.records.get(key);
  const sha256 = registry.canisters.records.put(settled);
  if (before === undefined || differs(before, settled))
    registry.recordChange(env, { act, section: 'canisters', key, sha256 });
  const { canister, organisation } = settled.declared;
  const [observed] = settled.observed;
  const module_hash = observed?.module_hash ?? [];
  registry.directory.put({ canister: { canister, organisation, module_hash, state } });
  return settled;
}

/** Puts an incident on record that is over already. */
export function recordPassing(
  registry: Registry,
  env: Env,
  record: CanisterRecord,
  kind: IncidentKind,
): void {
  const { canister, organisation } = record.declared;
  putIncident(registry, env, 'open_incident', {
    id: registry.canisters.incidents.nextNumber(),
    canister,
    organisation,
    kind,
    opened_at_ns: env.nowNs,
    resolved_at_ns: [env.nowNs],
    acknowledgement: [],
  });
}

/** Puts an incident as it is now. */
export function putIncident(registry: Registry, env: Env, act: string, incident: Incident): void {
  const sha256 = registry.canisters.incidents.put(incident);
  registry.recordChange(env, { act, section: 'incidents', key: u64Key(incident.id), sha256 });
}

/** Keeps the incident that tells of the same fault; resolves another; opens a new one. */
function followIncident(
  registry: Registry,
  env: Env,
  { open_incident: [open], declared }: CanisterRecord,
  fault: IncidentKind | undefined,
): [] | [bigint] {
  const { incidents } = registry.canisters;
  const known = open === undefined ? undefined : incidents.get(u64Key(open));
  if (known !== undefined && fault !== undefined && sameKind(known.kind, fault)) return [known.id];
  if (known !== undefined)
    putIncident(registry, env, 'resolve_incident', { ...known, resolved_at_ns: [env.nowNs] });
  if (fault === undefined) return [];
  const id = incidents.nextNumber();
  const { canister, organisation } = declared;
  putIncident(registry, env, 'open_incident', {
    id,
    canister,
    organisation,
    kind: fault,
    opened_at_ns: env.nowNs,
    resolved_at_ns: [],
    acknowledgement: [],
  });
  return [id];
}

function sameKind(a: IncidentKind, b: IncidentKind): boolean {
  return equalBytes(encodeRecord(IncidentKind, a), encodeRecord(IncidentKind, b));
}

/** Whether more has changed than the time of the observation. */
function differs(before: CanisterRecord, after: CanisterRecord): boolean {
  return !equalBytes(withoutTime(before), withoutTime(after));
}

function withoutTime(record: CanisterRecord): Uint8Array {
  const [observed] = record.observed;
  return encodeRecord(CanisterRecord, {
    ...record,
    observed: observed === undefined ? [] : [{ ...observed, at_ns: 0n }],
  });
}
