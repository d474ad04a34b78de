import { findLiveRecord } from './amend-record.ts';
import type { Dossier } from './dossier.ts';
import type { HeldRecord } from './held-record.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { Ticket } from './ticket.ts';
import type { Visit } from './visit.ts';

/** What a right does when it is granted. */
export interface TicketEffect {
  readonly amendedVersion: [] | [number];
  readonly recordClasses: readonly string[];
  /** Context: after every check; the caller commits. */
  perform(): void;
}

const NOTHING: TicketEffect = { amendedVersion: [], recordClasses: [], perform: () => undefined };

/**
 * What granting a ticket does. Rectification: nothing more, the issuer has amended the record since. Erasure: bodies and salts
 * of all versions are destroyed, what is certified of them says so and stays. Restriction: the record is withheld from reads
 * that do not rest on the subject's will. Objection to a decision: it may not be carried out. Access and portability: the
 * subject has exported everything herself.
 * Errors: Invalid for a rectification that was not made; RecordErased for one that cannot be made any more.
 */
export function planTicketEffect(visit: Visit, ticket: Ticket): TicketEffect {
  const { env, dossier } = visit;
  const { right } = ticket;
  if ('rectification' in right) return rectified(dossier, ticket, right.rectification.record_id);
  if ('erasure' in right) {
    const records = standingOf(dossier, right.erasure);
    const state = { erased: { at_ns: env.nowNs, ticket: ticket.id } };
    return {
      amendedVersion: [],
      recordClasses: classesOf(records),
      perform: () => {
        for (const record of records) eraseRecord(dossier, record, state);
      },
    };
  }
  if ('restriction' in right) {
    const records = standingOf(dossier, right.restriction);
    return {
      amendedVersion: [],
      recordClasses: classesOf(records),
      perform: () => {
        for (const record of records) dossier.putRecord({ ...record, restricted: true });
      },
    };
  }
  if ('objection' in right) return objected(visit, right.objection.decision);
  return NOTHING;
}

function rectified(dossier: Dossier, ticket: Ticket, id: bigint): TicketEffect {
  const record = findLiveRecord(dossier, id);
  if (record.version === 1 || record.issued_at_ns <= ticket.opened_at_ns) {
    refuseInvalid('done', 'expected a record that was amended after the ticket was opened');
  }
  return { ...NOTHING, amendedVersion: [record.version], recordClasses: [record.class] };
}

function objected({ env, dossier }: Visit, [id]: [] | [bigint]): TicketEffect {
  if (id === undefined) return NOTHING;
  const decision = dossier.item('decision', id);
  if (decision === undefined) refuse({ DecisionNotFound: { decision: id } });
  const paused_at_ns = decision.paused_at_ns.length > 0 ? decision.paused_at_ns : ([env.nowNs] as [bigint]);
  return { ...NOTHING, perform: () => void dossier.put('decision', id, { ...decision, paused_at_ns }) };
}

/** Records in the version that stands; what another ticket has erased meanwhile is left out. */
function standingOf(dossier: Dossier, ids: readonly bigint[]): HeldRecord[] {
  return Array.from(ids).flatMap((id) => {
    const row = dossier.records.get(id);
    const record = row === undefined || row.isErased ? undefined : dossier.record(id, row.version);
    return record === undefined ? [] : [record];
  });
}

function eraseRecord(
  dossier: Dossier,
  newest: HeldRecord,
  state: Extract<HeldRecord['state'], { readonly erased: unknown }>,
): void {
  for (let version = 1; version <= newest.version; version += 1) {
    const record = version === newest.version ? newest : dossier.record(newest.id, version);
    dossier.bodies.destroy(newest.id, version);
    if (record !== undefined) dossier.putRecord({ ...record, state });
  }
}

function classesOf(records: readonly HeldRecord[]): string[] {
  return [...new Set(records.map((record) => record.class))];
}
