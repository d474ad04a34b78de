import { CandidType, Opcode } from './candid-type';
import { Cursor } from './cursor';

/** The most types and fields that a message may describe; those of the engine's interface are some fifty. */
const TYPES_MAX: u64 = 2_000;
const FIELDS_MAX: i32 = 20_000;

/** What a type of the table is when the specification did not know it yet; its values tell their length. */
export const FUTURE: i32 = -1000;

/**
 * The types that a message describes. A type is named by a number: the opcode of a primitive one, or an index of the table.
 * Source: Candid specification, "Memory" and "Types".
 */
export class WireTypes {
  private opcodes: Array<i32> = new Array<i32>();
  private firsts: Array<i32> = new Array<i32>();
  private counts: Array<i32> = new Array<i32>();
  private hashes: Array<u32> = new Array<u32>();
  private types: Array<i32> = new Array<i32>();

  opcode(type: i32): i32 {
    return type < 0 ? type : this.opcodes[type];
  }

  /** Content of an opt or a vec. */
  inner(type: i32): i32 {
    return this.types[this.firsts[type]];
  }

  /** Number of fields or cases. */
  count(type: i32): i32 {
    return this.counts[type];
  }

  hash(type: i32, index: i32): u32 {
    return this.hashes[this.firsts[type] + index];
  }

  /** Type of a field or case. */
  field(type: i32, index: i32): i32 {
    return this.types[this.firsts[type] + index];
  }

  /** Index of the field with this hash, or -1. */
  find(type: i32, hash: u32): i32 {
    const first = this.firsts[type];
    for (let index = 0; index < this.counts[type]; index++)
      if (this.hashes[first + index] == hash) return index;
    return -1;
  }

  /** Reads the table; false after a fault. */
  read(cursor: Cursor): bool {
    const count = cursor.leb();
    if (count > TYPES_MAX) return cursor.fault('it describes more than ' + TYPES_MAX.toString() + ' types');
    for (let index: u64 = 0; index < count; index++) if (!this.readType(cursor)) return false;
    return cursor.isSound && this.check(cursor);
  }

  private readType(cursor: Cursor): bool {
    const opcode = cursor.sleb();
    if (!cursor.isSound) return false;
    this.firsts.push(this.types.length);
    this.opcodes.push(opcode < Opcode.PRINCIPAL ? FUTURE : opcode);
    const before = this.types.length;
    if (opcode == Opcode.OPT || opcode == Opcode.VEC) this.add(0, cursor.sleb());
    else if (opcode == Opcode.RECORD || opcode == Opcode.VARIANT) this.readFields(cursor);
    else if (opcode == Opcode.FUNC) this.readFunction(cursor);
    else if (opcode == Opcode.SERVICE) this.readService(cursor);
    else if (opcode < Opcode.PRINCIPAL) cursor.take(cursor.leb());
    else return cursor.fault('the type table has an entry of the unknown type ' + opcode.toString());
    this.counts.push(this.types.length - before);
    return cursor.isSound;
  }

  private readFields(cursor: Cursor): void {
    const count = cursor.leb();
    let previous: i64 = -1;
    for (let index: u64 = 0; index < count && cursor.isSound; index++) {
      const hash = cursor.leb();
      if (hash > <u64>u32.MAX_VALUE || <i64>hash <= previous) {
        cursor.fault('fields are not in the order of their numbers');
        return;
      }
      previous = <i64>hash;
      this.add(<u32>hash, cursor.sleb());
      this.bound(cursor);
    }
  }

  private readFunction(cursor: Cursor): void {
    for (let list = 0; list < 2; list++) {
      const count = cursor.leb();
      for (let index: u64 = 0; index < count && cursor.isSound; index++) {
        this.add(0, cursor.sleb());
        this.bound(cursor);
      }
    }
    const count = cursor.leb();
    for (let index: u64 = 0; index < count && cursor.isSound; index++) cursor.leb();
  }

  private readService(cursor: Cursor): void {
    const count = cursor.leb();
    for (let index: u64 = 0; index < count && cursor.isSound; index++) {
      cursor.text();
      this.add(0, cursor.sleb());
      this.bound(cursor);
    }
  }

  private add(hash: u32, type: i32): void {
    this.hashes.push(hash);
    this.types.push(type);
  }

  private bound(cursor: Cursor): void {
    if (this.types.length > FIELDS_MAX)
      cursor.fault('it describes more than ' + FIELDS_MAX.toString() + ' fields');
  }

  private check(cursor: Cursor): bool {
    for (let index = 0; index < this.types.length; index++) {
      if (!this.isType(this.types[index])) return cursor.fault('a type stands for none of the table');
    }
    return true;
  }

  /** Whether a number names a type: a primitive one, or one of the table. */
  isType(type: i32): bool {
    if (type >= 0) return type < this.opcodes.length;
    return type >= Opcode.EMPTY || type == Opcode.PRINCIPAL;
  }
}

/** Whether every value of the type on the wire is one of the type expected. Source: Candid specification, "Subtyping". */
export function isSubtype(wire: WireTypes, type: i32, expected: CandidType): bool {
  const opcode = wire.opcode(type);
  if (opcode == Opcode.EMPTY || expected.opcode == Opcode.OPT || expected.opcode == Opcode.RESERVED)
    return true;
  if (opcode != expected.opcode) return false;
  switch (opcode) {
    case Opcode.VEC:
      return isSubtype(wire, wire.inner(type), expected.inner!);
    case Opcode.RECORD:
      for (let index = 0; index < expected.types.length; index++) {
        const field = wire.find(type, expected.hashes[index]);
        const wanted = expected.types[index];
        if (field < 0 ? !mayLack(wanted) : !isSubtype(wire, wire.field(type, field), wanted)) return false;
      }
      return true;
    case Opcode.VARIANT:
      for (let index = 0; index < wire.count(type); index++) {
        const found = expected.indexOfHash(wire.hash(type, index));
        if (found < 0 || !isSubtype(wire, wire.field(type, index), expected.types[found])) return false;
      }
      return true;
    default:
      return true;
  }
}

/** Whether a field of this type may be left out. */
export function mayLack(expected: CandidType): bool {
  return (
    expected.opcode == Opcode.OPT || expected.opcode == Opcode.NULL || expected.opcode == Opcode.RESERVED
  );
}
