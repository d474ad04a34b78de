import type { IDL } from '@dfinity/candid';
import { BreakGlassUse } from './break-glass-use.ts';
import { Consent } from './consent.ts';
import { Decision } from './decision.ts';
import { DelegateGrant } from './delegate-grant.ts';
import { HeldRecord } from './held-record.ts';
import type { ItemKindName } from './item-name.ts';
import { Notice } from './notice.ts';
import type { SubjectHead } from './subject-head.ts';
import { Ticket } from './ticket.ts';

/** Values of items by their kind. */
export interface ItemValues {
  readonly held_record: HeldRecord;
  readonly consent: Consent;
  readonly ticket: Ticket;
  readonly grant: DelegateGrant;
  readonly decision: Decision;
  readonly notice: Notice;
  readonly break_glass_use: BreakGlassUse;
}

/** What items of a kind are made of, which number of the head counts them, and when one was made. */
export interface ItemKindOf<Kind extends ItemKindName> {
  readonly type: IDL.Type;
  readonly count: keyof SubjectHead & `${string}s`;
  readonly madeAtNs: (value: ItemValues[Kind]) => bigint;
}

/** Every kind of item, in the order in which a subject's row counts them: append only. */
export const ITEM_KINDS: { readonly [Kind in ItemKindName]: ItemKindOf<Kind> } = {
  held_record: { type: HeldRecord, count: 'records', madeAtNs: ({ issued_at_ns }) => issued_at_ns },
  consent: { type: Consent, count: 'consents', madeAtNs: ({ history }) => history.at(-1)?.at_ns ?? 0n },
  ticket: { type: Ticket, count: 'tickets', madeAtNs: ({ opened_at_ns }) => opened_at_ns },
  grant: { type: DelegateGrant, count: 'grants', madeAtNs: ({ granted_at_ns }) => granted_at_ns },
  decision: { type: Decision, count: 'decisions', madeAtNs: ({ at_ns }) => at_ns },
  notice: { type: Notice, count: 'notices', madeAtNs: ({ at_ns }) => at_ns },
  break_glass_use: { type: BreakGlassUse, count: 'break_glass_uses', madeAtNs: ({ at_ns }) => at_ns },
};

/** Their names, in the same order. */
export const ITEM_KIND_NAMES = Object.keys(ITEM_KINDS) as readonly ItemKindName[];
