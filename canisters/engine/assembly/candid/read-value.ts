import { CandidType, NULL, Opcode, fixedSize } from './candid-type';
import { Value, isListOfSpans } from './candid-value';
import { Cursor } from './cursor';
import { skipValue } from './skip-value';
import { readHeader } from './message-header';
import { WireTypes, isSubtype } from './wire-types';

/** Stands in a record for a field until it is read. */
const unread = new Value(NULL);

/** "DIDL", little-endian. */
const MAGIC: u32 = 0x4c444944;

/**
 * Reads the arguments of a message as values of the types expected; values lie in the message, which must outlive them. Null:
 * refused. Source: Candid specification, "Parameters and results", "Coercion".
 */
export function readArguments(start: usize, length: usize, expected: Array<CandidType>): Array<Value> | null {
  const cursor = new Cursor(start, length);
  if (length < 4 || load<u32>(start) != MAGIC) {
    cursor.fault('it does not begin with DIDL');
    return null;
  }
  cursor.position += 4;
  const header = readHeader(cursor, start);
  if (header === null) return null;
  const wire = header.wire;
  const types = header.types;
  const values = new Array<Value>();
  for (let index = 0; index < max(types.length, expected.length); index++) {
    if (index >= expected.length) {
      skipValue(wire, types[index], cursor);
    } else if (index >= types.length || !header.admits(index, expected[index])) {
      cursor.fault('argument ' + (index + 1).toString() + ' is not of the type of the interface');
    } else {
      values.push(readValue(wire, types[index], expected[index], cursor));
    }
    if (!cursor.isSound) return null;
  }
  if (cursor.left == 0) return values;
  cursor.fault('bytes follow after the arguments');
  return null;
}

/** The type on the wire is a subtype of the expected one, or there is no value of it. */
function readValue(wire: WireTypes, type: i32, expected: CandidType, cursor: Cursor): Value {
  const value = new Value(expected);
  const opcode = wire.opcode(type);
  if (expected.opcode == Opcode.OPT) {
    readOpt(wire, type, value, cursor);
    return value;
  }
  if (opcode == Opcode.EMPTY) {
    cursor.fault('there is a value of the type empty');
    return value;
  }
  switch (opcode) {
    case Opcode.BOOL: value.bits = cursor.flag() ? 1 : 0; break; // prettier-ignore
    case Opcode.TEXT: readSpan(value, cursor, true); break; // prettier-ignore
    case Opcode.PRINCIPAL:
      if (cursor.flag()) readSpan(value, cursor, false);
      else if (cursor.isSound) cursor.fault('a reference is opaque');
      break;
    case Opcode.VEC: readVec(wire, wire.inner(type), value, cursor); break; // prettier-ignore
    case Opcode.RECORD: readRecord(wire, type, value, cursor); break; // prettier-ignore
    case Opcode.VARIANT: readVariant(wire, type, value, cursor); break; // prettier-ignore
    default: readNumber(fixedSize(opcode), value, cursor); // prettier-ignore
  }
  return value;
}

function readNumber(size: i32, value: Value, cursor: Cursor): void {
  const at = cursor.position;
  if (!cursor.take(size)) return;
  switch (size) {
    case 1: value.bits = load<u8>(at); break; // prettier-ignore
    case 2: value.bits = load<u16>(at); break; // prettier-ignore
    case 4: value.bits = load<u32>(at); break; // prettier-ignore
    case 8: value.bits = load<u64>(at); // prettier-ignore
  }
}

function readSpan(value: Value, cursor: Cursor, isText: bool): void {
  const start = cursor.position;
  if (isText) {
    cursor.text();
  } else {
    const length = cursor.length();
    cursor.take(length);
  }
  if (!cursor.isSound) return;
  let from = start;
  while (load<u8>(from++) >= 0x80) continue;
  value.start = from;
  value.count = <i32>(cursor.position - from);
}

// An opt takes what it can use and passes over what it cannot. Source: Candid specification, "Coercion", options.
function readOpt(wire: WireTypes, type: i32, value: Value, cursor: Cursor): void {
  const opcode = wire.opcode(type);
  if (opcode == Opcode.NULL || opcode == Opcode.RESERVED) return;
  let content = type;
  if (opcode == Opcode.OPT) {
    if (!cursor.flag()) return;
    content = wire.inner(type);
  }
  if (!isSubtype(wire, content, value.type.inner!)) {
    skipValue(wire, content, cursor);
    return;
  }
  value.bits = 1;
  value.items.push(readValue(wire, content, value.type.inner!, cursor));
}

function readVec(wire: WireTypes, inner: i32, value: Value, cursor: Cursor): void {
  const count = cursor.leb();
  const expected = value.type.inner!;
  if (wire.opcode(inner) == Opcode.EMPTY && count > 0) {
    cursor.fault('there is a value of the type empty');
    return;
  }
  const size = fixedSize(expected.opcode);
  if (count > <u64>cursor.left) {
    cursor.fault('it ends inside a value');
    return;
  }
  value.count = <i32>count;
  value.start = cursor.position;
  if (size > 0) {
    if (cursor.take(count * <u64>size) && expected.opcode == Opcode.BOOL) checkBools(value, cursor);
  } else if (isListOfSpans(value.type)) {
    readList(value, expected.opcode == Opcode.TEXT, cursor);
  } else if (count > <u64>value.type.countMax) {
    cursor.fault('a vec has more than ' + value.type.countMax.toString() + ' elements');
  } else {
    for (let index: u64 = 0; index < count && cursor.isSound; index++) {
      value.items.push(readValue(wire, inner, expected, cursor));
    }
  }
}

function checkBools(value: Value, cursor: Cursor): void {
  for (let index = 0; index < value.count; index++) {
    if (load<u8>(value.start + <usize>index) > 1) {
      cursor.fault('a bool is neither 0 nor 1');
      return;
    }
  }
}

function readList(value: Value, isText: bool, cursor: Cursor): void {
  const pairs = new ArrayBuffer(value.count << 3);
  let pair = changetype<usize>(pairs);
  for (let index = 0; index < value.count && cursor.isSound; index++) {
    const element = new Value(value.type.inner!);
    readSpan(element, cursor, isText);
    store<u32>(pair, <u32>element.start);
    store<u32>(pair, <u32>element.count, 4);
    pair += 8;
  }
  value.owner = pairs;
  value.start = changetype<usize>(pairs);
}

function readRecord(wire: WireTypes, type: i32, value: Value, cursor: Cursor): void {
  const expected = value.type;
  const items = value.items;
  for (let index = 0; index < expected.types.length; index++) items.push(unread);
  for (let index = 0; index < wire.count(type) && cursor.isSound; index++) {
    const found = expected.indexOfHash(wire.hash(type, index));
    const field = wire.field(type, index);
    if (found < 0) skipValue(wire, field, cursor);
    else items[found] = readValue(wire, field, expected.types[found], cursor);
  }
  for (let index = 0; index < expected.types.length; index++) {
    if (items[index] === unread) items[index] = new Value(expected.types[index]);
  }
}

function readVariant(wire: WireTypes, type: i32, value: Value, cursor: Cursor): void {
  const index = cursor.leb();
  if (index >= <u64>wire.count(type)) {
    cursor.fault('a variant has a case that its type has not');
    return;
  }
  const found = value.type.indexOfHash(wire.hash(type, <i32>index));
  value.bits = <u64>found;
  value.items.push(readValue(wire, wire.field(type, <i32>index), value.type.types[found], cursor));
}
