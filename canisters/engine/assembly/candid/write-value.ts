import { copyBytes } from '../kernels/copy-bytes';
import { CandidType, Opcode, fixedSize } from './candid-type';
import { Value, isListOfSpans } from './candid-value';

const CAPACITY_MIN: usize = 4096;

/** "DIDL", little-endian. */
const MAGIC: u64 = 0x4c444944;

/** Bytes that are written one after another into memory that grows. */
export class Writer {
  start: usize = 0;
  length: usize = 0;
  private capacity: usize = 0;

  /** Forgets what was written and keeps the memory. */
  reset(): void {
    this.length = 0;
  }

  free(): void {
    if (this.start != 0) heap.free(this.start);
    this.start = 0;
    this.length = 0;
    this.capacity = 0;
  }

  byte(value: u32): void {
    store<u8>(this.grow(1), value);
  }

  leb(value: u64): void {
    while (value >= 0x80) {
      this.byte((<u32>(value & 0x7f)) | 0x80);
      value >>= 7;
    }
    this.byte(<u32>value);
  }

  sleb(value: i32): void {
    while (value < -64 || value > 63) {
      this.byte((value & 0x7f) | 0x80);
      value >>= 7;
    }
    this.byte(value & 0x7f);
  }

  bytes(from: usize, length: usize): void {
    copyBytes(this.grow(length), from, length);
  }

  /** A text or blob with its length. */
  span(from: usize, length: usize): void {
    this.leb(length);
    this.bytes(from, length);
  }

  number(size: i32, bits: u64): void {
    const at = this.grow(<usize>size);
    switch (size) {
      case 1: store<u8>(at, <u8>bits); break; // prettier-ignore
      case 2: store<u16>(at, <u16>bits); break; // prettier-ignore
      case 4: store<u32>(at, <u32>bits); break; // prettier-ignore
      case 8: store<u64>(at, bits); // prettier-ignore
    }
  }

  /** Makes room and counts it as written; its address. */
  private grow(size: usize): usize {
    const needed = this.length + size;
    if (needed > this.capacity) {
      const capacity = max(max(CAPACITY_MIN, this.capacity << 1), needed);
      const start = heap.alloc(capacity);
      if (this.start != 0) {
        copyBytes(start, this.start, this.length);
        heap.free(this.start);
      }
      this.start = start;
      this.capacity = capacity;
    }
    const at = this.start + this.length;
    this.length = needed;
    return at;
  }
}

/** Writes a message of no values. */
export function writeEmptyMessage(writer: Writer): void {
  writer.reset();
  writer.number(4, MAGIC);
  writer.number(2, 0);
}

/** Writes a message of one value. */
export function writeMessage(value: Value, writer: Writer): void {
  const type = value.type;
  writer.reset();
  if (type.header === null) type.header = headerOf(type, writer);
  const header = type.header!;
  writer.bytes(changetype<usize>(header), <usize>header.byteLength);
  writeValue(value, writer);
}

/** The table of types and the type of the one argument; leaves the writer empty. */
function headerOf(type: CandidType, writer: Writer): ArrayBuffer {
  writer.number(4, MAGIC);
  const table = new Array<CandidType>();
  collect(type, table);
  writer.leb(table.length);
  for (let index = 0; index < table.length; index++) writeType(table[index], table, writer);
  writer.leb(1);
  writer.sleb(typeNumber(type, table));
  const header = new ArrayBuffer(<i32>writer.length);
  copyBytes(changetype<usize>(header), writer.start, writer.length);
  writer.reset();
  return header;
}

function isComposite(type: CandidType): bool {
  return type.opcode <= Opcode.OPT && type.opcode != Opcode.PRINCIPAL;
}

function collect(type: CandidType, table: Array<CandidType>): void {
  if (!isComposite(type) || table.includes(type)) return;
  table.push(type);
  if (type.inner !== null) collect(type.inner!, table);
  for (let index = 0; index < type.types.length; index++) collect(type.types[index], table);
}

function typeNumber(type: CandidType, table: Array<CandidType>): i32 {
  return isComposite(type) ? table.indexOf(type) : type.opcode;
}

function writeType(type: CandidType, table: Array<CandidType>, writer: Writer): void {
  writer.sleb(type.opcode);
  if (type.inner !== null) {
    writer.sleb(typeNumber(type.inner!, table));
    return;
  }
  writer.leb(type.order.length);
  for (let place = 0; place < type.order.length; place++) {
    const index = type.order[place];
    writer.leb(type.hashes[index]);
    writer.sleb(typeNumber(type.types[index], table));
  }
}

function writeValue(value: Value, writer: Writer): void {
  const type = value.type;
  switch (type.opcode) {
    case Opcode.NULL: break; // prettier-ignore
    case Opcode.TEXT: writer.span(value.start, value.count); break; // prettier-ignore
    case Opcode.PRINCIPAL:
      writer.byte(1);
      writer.span(value.start, value.count);
      break;
    case Opcode.OPT:
      writer.byte(value.isThere ? 1 : 0);
      if (value.isThere) writeValue(value.content, writer);
      break;
    case Opcode.VEC: writeVec(value, writer); break; // prettier-ignore
    case Opcode.RECORD:
      for (let place = 0; place < type.order.length; place++)
        writeValue(value.items[type.order[place]], writer);
      break;
    case Opcode.VARIANT:
      writer.leb(type.order.indexOf(<i32>value.bits));
      writeValue(value.content, writer);
      break;
    default: writer.number(fixedSize(type.opcode), value.bits); // prettier-ignore
  }
}

function writeVec(value: Value, writer: Writer): void {
  const inner = value.type.inner!;
  const size = fixedSize(inner.opcode);
  if (size > 0) {
    writer.leb(value.count);
    writer.bytes(value.start, <usize>value.count * <usize>size);
  } else if (isListOfSpans(value.type)) {
    writer.leb(value.count);
    for (let index = 0; index < value.count; index++) {
      const pair = value.start + ((<usize>index) << 3);
      writer.span(<usize>load<u32>(pair), <usize>load<u32>(pair, 4));
    }
  } else {
    writer.leb(value.items.length);
    for (let index = 0; index < value.items.length; index++) writeValue(value.items[index], writer);
  }
}
