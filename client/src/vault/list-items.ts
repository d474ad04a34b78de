import type { Principal } from '@dfinity/principal';
import type {
  BreakGlassUse,
  Consent,
  Decision,
  DelegateGrant,
  Notice,
  Record as HeldRecord,
  SubjectHead,
  Ticket,
} from '../generated/vault.ts';
import type { recordTypes } from '../generated/vault-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { blob, expectSame, verifyAnswer, verifyRecord } from '../verify/verified-answer.ts';
import type { CertifiedState } from '../verify/verify-certificate.ts';
import { decodeItem } from './decode-item.ts';
import { type ItemKindName, itemPath } from './subject-path.ts';
import type { Proof } from '../verify/verify-witness.ts';
import { askVault, type Vault } from './vault.ts';

/** What is numbered and held on a subject, by kind. */
export interface Items {
  readonly held_record: HeldRecord;
  readonly consent: Consent;
  readonly ticket: Ticket;
  readonly grant: DelegateGrant;
  readonly decision: Decision;
  readonly notice: Notice;
  readonly break_glass_use: BreakGlassUse;
}

/** An item with the exact bytes that are certified, as a receipt keeps them. */
export interface ProvenItem<T> {
  readonly value: T;
  readonly bytes: Uint8Array;
}

/** Items of one kind, newest first; ids are dense, so nothing between the first and the last is left out. */
export interface ItemPage<T> {
  readonly items: readonly ProvenItem<T>[];
  /** How many there are in all: the highest id. */
  readonly count: bigint;
  /** What proves the page, for a receipt. */
  readonly proof: Proof;
  /** The shard that answered. */
  readonly shard: Principal;
  /** Where the next part begins; absent at the end. */
  readonly next?: Uint8Array;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/** Candid types of items by kind. */
export const ITEM_TYPES: Readonly<Record<ItemKindName, keyof typeof recordTypes>> = {
  held_record: 'Record',
  consent: 'Consent',
  ticket: 'Ticket',
  grant: 'DelegateGrant',
  decision: 'Decision',
  notice: 'Notice',
  break_glass_use: 'BreakGlassUse',
};

const COUNTS: Readonly<Record<ItemKindName, keyof SubjectHead>> = {
  held_record: 'records',
  consent: 'consents',
  ticket: 'tickets',
  grant: 'grants',
  decision: 'decisions',
  notice: 'notices',
  break_glass_use: 'break_glass_uses',
};

/** Which items to list. Bounds: `limit` 1 to 50. */
export interface ItemSearch<Kind extends ItemKindName> {
  readonly subject: Principal;
  readonly kind: Kind;
  readonly after?: Uint8Array;
  readonly limit?: number;
}

/** Items of a page unless told otherwise. */
export const ITEM_PAGE = 50;

/**
 * What is held on the caller of one kind: every item proven, and none between them left out.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function listItems<Kind extends ItemKindName>(
  vault: Vault,
  { subject, kind, after, limit = ITEM_PAGE }: ItemSearch<Kind>,
): Promise<ItemPage<Items[Kind]>> {
  const request = {
    subject,
    kind: { [kind]: null } as never,
    cursor: (after ? [after] : []) as [] | [Uint8Array],
    limit,
  };
  const { answer, shard } = await askVault(vault, subject, {
    method: 'list_items',
    at: ({ service }) => service.list_items(request),
  });
  const state = await verifyAnswer(shard, answer.proof);
  const [givenHead] = answer.head;
  const count = givenHead ? countOf(vault, subject, { state, kind, head: blob(givenHead) }) : 0n;
  if (!givenHead) verifyRecord(state, itemPath(subject, vault.buckets, { kind: 'head' }), undefined);
  const items = answer.items.map((item) =>
    proveItem<Items[Kind]>(vault, { subject, kind, state }, blob(item)),
  );
  checkDense(items, { count, isFirst: after === undefined, isLast: answer.next.length === 0, limit });
  const [next] = answer.next;
  const [given] = answer.proof as [{ certificate: Uint8Array; witness: Uint8Array }];
  const proof = { certificate: blob(given.certificate), witness: blob(given.witness) };
  return {
    items,
    count,
    proof,
    shard: shard.canisterId,
    time_ns: state.time_ns,
    ...(next ? { next: blob(next) } : {}),
  };
}

function countOf(
  vault: Vault,
  subject: Principal,
  { state, kind, head }: { state: CertifiedState; kind: ItemKindName; head: Uint8Array },
): bigint {
  verifyRecord(state, itemPath(subject, vault.buckets, { kind: 'head' }), head);
  const value = decodeItem<SubjectHead>('SubjectHead', head);
  expectSame('subject', subject.toText(), value.subject.toText());
  return value[COUNTS[kind]] as bigint;
}

/** Holds an item against a witness by the id that it says it has. Errors: ProofInvalid `record`. */
export function proveItem<T>(
  vault: Pick<Vault, 'buckets'>,
  of: { readonly subject: Principal; readonly kind: ItemKindName; readonly state: CertifiedState },
  bytes: Uint8Array,
): ProvenItem<T> {
  const { subject, kind, state } = of;
  const value = decodeItem<{ readonly id: bigint; readonly version?: number }>(ITEM_TYPES[kind], bytes);
  const name = { kind, id: value.id, ...(kind === 'held_record' ? { version: value.version ?? 0 } : {}) };
  verifyRecord(state, itemPath(subject, vault.buckets, name), bytes);
  return { value: value as T, bytes };
}

function checkDense(
  items: readonly ProvenItem<unknown>[],
  page: {
    readonly count: bigint;
    readonly isFirst: boolean;
    readonly isLast: boolean;
    readonly limit: number;
  },
): void {
  const ids = items.map(({ value }) => (value as { readonly id: bigint }).id);
  const isDense = ids.every((id, at) => at === 0 || id === (ids[at - 1] as bigint) - 1n);
  const begins = !page.isFirst || page.count === (ids[0] ?? 0n);
  const ends = !page.isLast || (ids.at(-1) ?? 1n) === 1n;
  if (isDense && begins && ends && ids.length <= page.limit) return;
  throw new ProofInvalid(
    'record',
    `expected items without a gap from ${page.count} down, got ${ids.join(', ')}`,
  );
}
