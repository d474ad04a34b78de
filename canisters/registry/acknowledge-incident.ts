import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { checkText } from './check-details.ts';
import type { Incident } from './incident.ts';
import { NOTE_CHARACTERS_MAX } from './limits.ts';
import { refuse } from './method-error.ts';
import { requireRole } from './require-role.ts';
import { putIncident } from './settle-canister.ts';
import type { Registry } from './storage.ts';

/** Which incident, and what the organisation says to it in public. */
export interface AcknowledgeRequest {
  readonly incident: bigint;
  readonly note: string;
}

/**
 * Puts on record that the organisation has seen an incident of its canister; it changes nothing else.
 * Errors: IncidentNotFound; OrganisationSuspended; RoleRequired; Invalid; IncidentAcknowledged.
 */
export function acknowledgeIncident(registry: Registry, env: Env, request: AcknowledgeRequest): Incident {
  const { incident: id, note } = request;
  const incident =
    registry.canisters.incidents.get(u64Key(id)) ?? refuse({ IncidentNotFound: { incident: id } });
  requireRole(registry, env, incident.organisation, ['admin', 'officer', 'developer']);
  checkText('note', note, NOTE_CHARACTERS_MAX);
  if (incident.acknowledgement.length > 0) refuse({ IncidentAcknowledged: { incident: id } });
  const acknowledged: Incident = {
    ...incident,
    acknowledgement: [{ by: env.caller, at_ns: env.nowNs, note }],
  };
  putIncident(registry, env, 'acknowledge_incident', acknowledged);
  registry.commit(env);
  return acknowledged;
}
