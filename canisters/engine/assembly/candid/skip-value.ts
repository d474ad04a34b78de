import { Opcode, fixedSize } from './candid-type';
import { Cursor } from './cursor';
import { FUTURE, WireTypes } from './wire-types';

/** How deep values may lie in each other where they are passed over. */
const DEPTH_MAX: i32 = 100;

/** Passes over a value of any type; faults at what is none. The work is bounded by the message's length. */
export function skipValue(wire: WireTypes, type: i32, cursor: Cursor, depth: i32 = 0): void {
  if (!cursor.work()) return;
  if (depth > DEPTH_MAX) {
    cursor.fault('values lie deeper in each other than ' + DEPTH_MAX.toString());
    return;
  }
  const opcode = wire.opcode(type);
  const size = fixedSize(opcode);
  if (opcode == Opcode.BOOL) {
    cursor.flag();
    return;
  }
  if (size >= 0) {
    cursor.take(size);
    return;
  }
  switch (opcode) {
    case Opcode.NAT:
    case Opcode.INT:
      cursor.skipLeb();
      return;
    case Opcode.TEXT:
      cursor.text();
      return;
    case Opcode.PRINCIPAL:
    case Opcode.SERVICE:
      skipReference(cursor);
      return;
    case Opcode.FUNC:
      if (!isTransparent(cursor)) return;
      skipReference(cursor);
      cursor.text();
      return;
    case Opcode.OPT:
      if (cursor.flag()) skipValue(wire, wire.inner(type), cursor, depth + 1);
      return;
    case Opcode.VEC:
      skipVec(wire, wire.inner(type), cursor, depth);
      return;
    case Opcode.RECORD:
      for (let index = 0; index < wire.count(type) && cursor.isSound; index++) {
        skipValue(wire, wire.field(type, index), cursor, depth + 1);
      }
      return;
    case Opcode.VARIANT: {
      const index = cursor.leb();
      if (index < <u64>wire.count(type)) skipValue(wire, wire.field(type, <i32>index), cursor, depth + 1);
      else cursor.fault('a variant has a case that its type has not');
      return;
    }
    case FUTURE: {
      const length = cursor.leb();
      cursor.leb();
      cursor.take(length);
      return;
    }
    default:
      cursor.fault('there is a value of the type empty');
  }
}

function skipVec(wire: WireTypes, inner: i32, cursor: Cursor, depth: i32): void {
  const count = cursor.leb();
  const opcode = wire.opcode(inner);
  const size = fixedSize(opcode);
  if (size > 0 && opcode != Opcode.BOOL) {
    if (count > <u64>cursor.left) cursor.fault('it ends inside a value');
    else cursor.take(count * <u64>size);
    return;
  }
  for (let index: u64 = 0; index < count && cursor.isSound; index++)
    skipValue(wire, inner, cursor, depth + 1);
}

// Source: Candid specification, "References": 0 stands for one that is not told, which a message of its own cannot hold.
function isTransparent(cursor: Cursor): bool {
  const isThere = cursor.flag();
  if (cursor.isSound && !isThere) cursor.fault('a reference is opaque');
  return isThere;
}

/** Passes over a principal. */
export function skipReference(cursor: Cursor): void {
  if (!isTransparent(cursor)) return;
  cursor.take(cursor.length());
}
