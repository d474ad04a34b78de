import { concatBytes } from '@indus/kit/bytes';
import { CertifiedMap } from '@indus/kit/certified-map';
import { principalKey, readU32, readU64, u32Key, u64Key } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import type { Principal } from '@dfinity/principal';
import { SCAN_RECORDS_MAX } from './limits.ts';
import { Member } from './member.ts';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';

const VERSION = 1;
const SLOT_SIZE_BYTES = 4;

/** The tables of {@link MemberStore}. */
export interface MemberTables {
  readonly records: Table;
  readonly certified: Table;
  /**
   * Organisation and slot to principal; organisation alone to next slot and number of members; what no organisation's number
   * begins with and a principal to its organisations.
   */
  readonly slots: Table;
}

interface Slots {
  readonly next: number;
  readonly count: number;
}

/** Who has which roles in which organisation. Members are listed in the order of slots that are never used again. */
export class MemberStore {
  readonly certified: CertifiedMap;
  readonly #records: Table;
  readonly #slots: Table;

  constructor(tables: MemberTables) {
    this.certified = new CertifiedMap(tables.certified);
    this.#records = tables.records;
    this.#slots = tables.slots;
  }

  /** The key of a member, in the table and as a certified label. */
  static key(organisation: bigint, member: Principal): Uint8Array {
    return concatBytes(u64Key(organisation), principalKey(member.toUint8Array()));
  }

  /** The record as it is certified. */
  bytes(organisation: bigint, member: Principal): Uint8Array | undefined {
    return getVersioned(this.#records, MemberStore.key(organisation, member), VERSION)?.slice(
      SLOT_SIZE_BYTES,
    );
  }

  /** The member. */
  get(organisation: bigint, member: Principal): Member | undefined {
    const bytes = this.bytes(organisation, member);
    return bytes === undefined ? undefined : decodeRecord<Member>(Member, bytes);
  }

  /** Number of principals with a role in the organisation. */
  countIn(organisation: bigint): number {
    return this.#slotsOf(organisation).count;
  }

  /** Puts the member in the place of what was there; a member without roles is taken out. */
  put(member: Member): void {
    const key = MemberStore.key(member.organisation, member.member);
    const before = getVersioned(this.#records, key, VERSION);
    const slots = this.#slotsOf(member.organisation);
    const slot = before === undefined ? slots.next : readU32(before, 0);
    if (member.roles.length === 0) {
      this.#records.delete(key);
      this.certified.delete(key);
      this.#slots.delete(slotKey(member.organisation, slot));
      this.#putSlots(member.organisation, { next: slots.next, count: slots.count - 1 });
      this.#putPlaces(
        member.member,
        this.placesOf(member.member).filter((id) => id !== member.organisation),
      );
      return;
    }
    const record = encodeRecord(Member, member);
    putVersioned(this.#records, key, VERSION, concatBytes(u32Key(slot), record));
    this.certified.set(key, sha256(record));
    if (before !== undefined) return;
    this.#slots.set(slotKey(member.organisation, slot), key);
    this.#putSlots(member.organisation, { next: slots.next + 1, count: slots.count + 1 });
    this.notePlace(member.organisation, member.member);
  }

  /** Organisations in which a principal has a role, ascending. */
  placesOf(member: Principal): bigint[] {
    const bytes = this.#slots.get(placesKey(member)) ?? new Uint8Array(0);
    return Array.from({ length: bytes.length / 8 }, (_, at) => readU64(bytes, at * 8));
  }

  /** Notes that a principal has a role in an organisation; no effect when that was noted. */
  notePlace(organisation: bigint, member: Principal): void {
    const known = this.placesOf(member);
    if (known.includes(organisation)) return;
    this.#putPlaces(
      member,
      [...known, organisation].sort((a, b) => (a < b ? -1 : 1)),
    );
  }

  #putPlaces(member: Principal, places: readonly bigint[]): void {
    if (places.length === 0) this.#slots.delete(placesKey(member));
    else this.#slots.set(placesKey(member), concatBytes(...places.map(u64Key)));
  }

  /**
   * Keys of members from a slot on, up to `limit`, and the slot from which to go on, if there may be more.
   * Bounds: looks at SCAN_RECORDS_MAX slots, then answers what it has.
   */
  list(organisation: bigint, from: number, limit: number): { keys: Uint8Array[]; next: number | undefined } {
    const end = this.#slotsOf(organisation).next;
    const keys: Uint8Array[] = [];
    let slot = from;
    for (; slot < end && keys.length < limit && slot - from < SCAN_RECORDS_MAX; slot += 1) {
      const key = this.#slots.get(slotKey(organisation, slot));
      if (key !== undefined) keys.push(key);
    }
    return { keys, next: slot < end ? slot : undefined };
  }

  /** The record under a key that {@link MemberStore.list} gave. */
  bytesOfKey(key: Uint8Array): Uint8Array | undefined {
    return getVersioned(this.#records, key, VERSION)?.slice(SLOT_SIZE_BYTES);
  }

  #slotsOf(organisation: bigint): Slots {
    const bytes = this.#slots.get(u64Key(organisation));
    return bytes === undefined
      ? { next: 0, count: 0 }
      : { next: readU32(bytes, 0), count: readU32(bytes, 4) };
  }

  #putSlots(organisation: bigint, slots: Slots): void {
    this.#slots.set(u64Key(organisation), concatBytes(u32Key(slots.next), u32Key(slots.count)));
  }
}

function slotKey(organisation: bigint, slot: number): Uint8Array {
  return concatBytes(u64Key(organisation), u32Key(slot));
}

/** Numbers of organisations are dense from 1: none begins so. */
const PLACES = 0xff;

function placesKey(member: Principal): Uint8Array {
  return concatBytes(Uint8Array.of(PLACES), principalKey(member.toUint8Array()));
}
