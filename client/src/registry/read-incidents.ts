import type { Principal } from '@dfinity/principal';
import type { Incident } from '../generated/registry.ts';
import { bigEndian64 } from '../verify/bytes.ts';
import { readKeyedRecord, pageRequest, type PageOptions, type RecordSection } from './read-keyed-record.ts';
import { ask, type Registry } from './registry.ts';
import { type Page, verifyPage } from './verify-page.ts';
import type { Certified } from './verify-records.ts';

/** Which incidents: of a canister or of an organisation; all when neither is given. */
export interface IncidentFilter extends PageOptions {
  readonly canister?: Principal;
  readonly organisation?: bigint;
}

const INCIDENTS: RecordSection<Incident> = {
  map: 'incidents',
  type: 'Incident',
  key: ({ id }) => bigEndian64(id),
};

/**
 * One incident, proven; undefined when it is proven that there is none.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function readIncident(
  registry: Registry,
  incident: bigint,
): Promise<Certified<Incident | undefined>> {
  const answer = await ask('read_incident', () => registry.service.read_incident({ incident }));
  return readKeyedRecord(registry, answer, bigEndian64(incident), INCIDENTS);
}

/**
 * One page of incidents in the order in which they opened; each is proven, that none was left out is not.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function listIncidents(
  registry: Registry,
  filter: IncidentFilter = {},
): Promise<Page<Incident>> {
  const { canister, organisation } = filter;
  const answer = await ask('list_incidents', () =>
    registry.service.list_incidents({
      canister: canister ? [canister] : [],
      organisation: organisation === undefined ? [] : [organisation],
      ...pageRequest(filter),
    }),
  );
  return verifyPage(registry, answer, {
    ...INCIDENTS,
    matches: (incident) =>
      canister
        ? incident.canister.toText() === canister.toText()
        : organisation === undefined || incident.organisation === organisation,
    order: 'ascending',
  });
}

/**
 * Says in public that the organisation has seen an incident of its canister.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 */
export async function acknowledgeIncident(
  registry: Registry,
  incident: bigint,
  { note, idempotencyKey }: { readonly note: string; readonly idempotencyKey?: Uint8Array },
): Promise<Incident> {
  const idempotency_key: [] | [Uint8Array] = idempotencyKey ? [idempotencyKey] : [];
  return ask('acknowledge_incident', () =>
    registry.service.acknowledge_incident({ incident, note, idempotency_key }),
  );
}
