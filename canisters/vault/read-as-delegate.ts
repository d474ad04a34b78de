import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { sha256 } from '@indus/kit/sha256';
import type { caseOf } from '@indus/kit/variant';
import { caseOf as nameOf } from '@indus/kit/variant';
import { admitCaller } from './admit-caller.ts';
import { Receipt } from './answers.ts';
import { checkGrant } from './check-grant.ts';
import { checkLimit } from './check-text.ts';
import type { DelegateAct } from './delegate-grant.ts';
import { deny } from './deny.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { cursorAt, positionOf } from './page-cursor.ts';
import { claimOf, performRead } from './read-records.ts';
import { ItemKind } from './reading-requests.ts';
import type { Recorded } from './record-act.ts';
import { attempt, refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

/** Which items of a subject a delegate looks at, and by which grant. */
export interface ReadAsDelegate {
  readonly subject: Principal;
  readonly grant: bigint;
  /** Consents, tickets or decisions. */
  readonly kind: ItemKind;
  readonly cursor: [] | [Uint8Array];
  /** 1 to 50; newest first. */
  readonly limit: number;
}

/** Items as they are certified, and where in the ledger it is written down that they were looked at. */
export interface ItemsRead {
  readonly items: readonly Uint8Array[];
  readonly next: [] | [Uint8Array];
  readonly receipt: Receipt;
}

/** Candid type of {@link ReadAsDelegate}. */
export const ReadAsDelegate = IDL.Record({
  subject: IDL.Principal,
  grant: IDL.Nat64,
  kind: ItemKind,
  cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
  limit: IDL.Nat32,
});

/** Candid type of {@link ItemsRead}. */
export const ItemsRead = IDL.Record({
  items: IDL.Vec(IDL.Vec(IDL.Nat8)),
  next: IDL.Opt(IDL.Vec(IDL.Nat8)),
  receipt: Receipt,
});

/** Whoever may do something about items of a kind may see them. */
const ACTS: ReadonlyMap<string, ReturnType<typeof caseOf<DelegateAct>>> = new Map([
  ['consent', 'consent'],
  ['ticket', 'tickets'],
  ['decision', 'appeal'],
]);

type Shown = 'consent' | 'ticket' | 'decision';

/**
 * What a delegate may decide, claim or appeal for a subject; in the ledger the kind stands in the place of a record class.
 * Errors: WrongShard and BucketMoving without an entry; with one, as checkGrant, Invalid, InvalidCursor.
 */
export function readAsDelegate(vault: Vault, env: Env, request: ReadAsDelegate): Recorded<ItemsRead> {
  const visit = openDossier(vault, env, request.subject);
  const kind = nameOf(request.kind);
  const claim = {
    organisation: [] as [],
    on_behalf_of: [] as [],
    basis: { delegation: request.grant },
    purpose: [] as [],
    record_classes: [kind],
  };
  const act = { read_records: null };
  const planned = attempt(() => {
    admitCaller(vault, env, 'reads');
    return pageOf(visit, request, kind);
  });
  if ('error' in planned) return deny(visit, claimOf(act, claim), planned.error);
  const { items, nextId } = planned.value;
  const recorded = performRead(visit, {
    act,
    request: claim,
    decision: { actor: undefined, purpose: undefined, seesRestricted: true },
    result_sha256: sha256(concatBytes(...items)),
  });
  vault.statistics.add('reads_granted');
  vault.commit(env);
  const next: [] | [Uint8Array] = nextId === undefined ? [] : [cursorAt(visit, methodOf(kind), nextId)];
  return recorded.release({ items, next, receipt: recorded.receipt });
}

/** Errors: as checkGrant; Invalid for kind and limit; InvalidCursor. */
function pageOf(
  visit: Visit,
  request: ReadAsDelegate,
  kind: string,
): { readonly items: Uint8Array[]; readonly nextId: bigint | undefined } {
  const { env, dossier } = visit;
  const act = ACTS.get(kind);
  if (act === undefined) return refuseInvalid('kind', 'expected consent, ticket or decision');
  checkLimit(request.limit, PAGE_ITEMS_MAX);
  const claim = { delegate: env.caller, act, recordClasses: [], nowNs: env.nowNs };
  const { record_classes: granted } = checkGrant(dossier, request.grant, claim);
  const shown = kind as Shown;
  const items: Uint8Array[] = [];
  let id = positionOf(visit, methodOf(kind), request, dossier.counts.of(shown));
  for (let looked = 0; id >= 1n && looked < request.limit; id -= 1n, looked += 1) {
    if (isCovered(visit, shown, id, granted)) items.push(dossier.bytes({ kind: shown, id }) as Uint8Array);
  }
  return { items, nextId: id >= 1n ? id : undefined };
}

/** A grant for some record classes shows consents about these alone. */
function isCovered({ dossier }: Visit, kind: Shown, id: bigint, granted: readonly string[]): boolean {
  if (kind !== 'consent' || granted.length === 0) return true;
  const classes = dossier.item('consent', id)?.terms.record_classes ?? [];
  return classes.every((code) => granted.includes(code));
}

function methodOf(kind: string): string {
  return `read_as_delegate ${kind}`;
}
