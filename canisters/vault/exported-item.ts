import type { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { MessageRefused, readMessage } from '@indus/kit/admit-message';
import { equalBytes } from '@indus/kit/bytes';
import { encodeRecord } from '@indus/kit/record-codec';
import { ITEM_KINDS } from './item-kinds.ts';
import type { ItemValues } from './item-kinds.ts';
import type { ItemKindName } from './item-name.ts';
import { EXPORTED_ITEM_SIZE_BYTES_MAX } from './limits.ts';
import { refuseInvalid } from './refuse.ts';

/** Whose item it has to be, under which number, and made before when. */
export interface ItemClaim {
  readonly subject: Principal;
  readonly id: bigint;
  readonly nowNs: bigint;
}

/**
 * The value of an exported item.
 * Errors: Invalid for bytes that are no item as a vault writes it, for another number, another subject, or a time to come.
 */
export function readExportedItem<Kind extends ItemKindName>(
  kind: Kind,
  bytes: Uint8Array,
  claim: ItemClaim,
): ItemValues[Kind] {
  const { type, madeAtNs } = ITEM_KINDS[kind];
  const value = readExported<ItemValues[Kind]>(type, bytes);
  if (value.id !== claim.id) refuseInvalid('part.rows', `expected ${kind} ${claim.id}, got ${value.id}`);
  // A notice lies in its subject's dossier and names nobody.
  if ('subject' in value && value.subject.compareTo(claim.subject) !== 'eq') {
    refuseInvalid('part.rows', `expected ${kind} ${claim.id} of the caller`);
  }
  if (madeAtNs(value) >= claim.nowNs) {
    refuseInvalid('part.rows', `expected ${kind} ${claim.id} from before now`, claim.nowNs);
  }
  return value;
}

/**
 * A value of a type in the one form in which it is certified.
 * Errors: Invalid.
 */
export function readExported<Value>(type: IDL.Type, bytes: Uint8Array): Value {
  let value: unknown;
  try {
    const bounds = { types: [type], sizeBytesMax: EXPORTED_ITEM_SIZE_BYTES_MAX };
    [value] = readMessage(Uint8Array.from(bytes), bounds);
  } catch (error) {
    if (error instanceof MessageRefused) return refuseInvalid('part.rows', error.message);
    throw error;
  }
  if (!equalBytes(encodeRecord(type, value), bytes)) {
    refuseInvalid('part.rows', 'expected bytes as a vault has certified them');
  }
  return value as Value;
}
