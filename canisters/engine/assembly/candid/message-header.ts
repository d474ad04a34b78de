import { CandidType } from './candid-type';
import { Cursor } from './cursor';
import { WireTypes, isSubtype } from './wire-types';

/** Bytes of the longest header that is kept; those of the engine's own interface are some hundred. */
const KEPT_BYTES_MAX: usize = 4096;

/** What stands before the values of a message: the table of types, and the types of the arguments. */
export class MessageHeader {
  wire: WireTypes = new WireTypes();
  types: Array<i32> = new Array<i32>();
  /** The header as it was read, when it is short. */
  bytes: ArrayBuffer | null = null;
  private admitted: Array<CandidType | null> = new Array<CandidType | null>();

  /** Whether the argument with this index is of the type expected. */
  admits(index: i32, expected: CandidType): bool {
    if (index < this.admitted.length && this.admitted[index] === expected) return true;
    if (!isSubtype(this.wire, this.types[index], expected)) return false;
    while (this.admitted.length <= index) this.admitted.push(null);
    this.admitted[index] = expected;
    return true;
  }
}

/** Who asks twice asks in the same types: the header that was read last is known when it comes again. */
let last: MessageHeader | null = null;

/** Reads the header of a message that begins at `start`; the cursor is behind its first four bytes. Null: refused. */
export function readHeader(cursor: Cursor, start: usize): MessageHeader | null {
  if (isLast(cursor, start)) return last;
  const header = new MessageHeader();
  if (!header.wire.read(cursor)) return null;
  const count = cursor.leb();
  if (count > <u64>cursor.left) cursor.fault('it has more arguments than bytes');
  for (let index: u64 = 0; index < count && cursor.isSound; index++) {
    const type = cursor.sleb();
    if (!header.wire.isType(type)) cursor.fault('an argument has no type');
    header.types.push(type);
  }
  if (!cursor.isSound) return null;
  const length = cursor.position - start;
  if (length <= KEPT_BYTES_MAX) {
    const bytes = new ArrayBuffer(<i32>length);
    memory.copy(changetype<usize>(bytes), start, length);
    header.bytes = bytes;
    last = header;
  }
  return header;
}

// The same bytes are read to the same end, whatever follows them.
function isLast(cursor: Cursor, start: usize): bool {
  if (last === null) return false;
  const bytes = last!.bytes!;
  const length = <usize>bytes.byteLength;
  const end = cursor.position + <usize>cursor.left;
  if (end - start < length || memory.compare(start, changetype<usize>(bytes), length) != 0) return false;
  cursor.position = start + length;
  return true;
}
