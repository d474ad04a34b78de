import { assert } from '@indus/kit/assert';
import type { caseOf } from '@indus/kit/variant';
import type { ItemKind } from './reading-requests.ts';

/** Kinds of item by name, as the interface has them. */
export type ItemKindName = ReturnType<typeof caseOf<ItemKind>>;

/** The first byte of an item's key: append only. */
export const KIND_NUMBERS: Readonly<Record<ItemKindName | 'head', number>> = {
  head: 0,
  held_record: 1,
  consent: 2,
  ticket: 3,
  grant: 4,
  decision: 5,
  notice: 6,
  break_glass_use: 7,
};

const ID_OFFSET = 1;
const VERSION_OFFSET = 9;
const ITEM_KEY_SIZE_BYTES = VERSION_OFFSET;
const RECORD_KEY_SIZE_BYTES = VERSION_OFFSET + 4;

/** One item of a subject. Records have versions from 1; everything else has one form, the newest. */
export type ItemName =
  | { readonly kind: 'head' }
  | { readonly kind: 'held_record'; readonly id: bigint; readonly version: number }
  | { readonly kind: Exclude<ItemKindName, 'held_record'>; readonly id: bigint };

/** The item's key among those of its subject; no key begins another. */
export function itemKey(name: ItemName): Uint8Array {
  const kind = KIND_NUMBERS[name.kind];
  if (name.kind === 'head') return Uint8Array.of(kind);
  assert(name.id >= 1n, 'items are numbered from 1');
  const isRecord = name.kind === 'held_record';
  const key = new Uint8Array(isRecord ? RECORD_KEY_SIZE_BYTES : ITEM_KEY_SIZE_BYTES);
  const fields = new DataView(key.buffer);
  key[0] = kind;
  fields.setBigUint64(ID_OFFSET, name.id);
  if (isRecord) fields.setUint32(VERSION_OFFSET, name.version);
  return key;
}
