import { RefusalCode, refuse } from '../core/refusal';
import { isUtf8 } from './utf8';

/** Values that may be passed over beside one for each byte: those that take no bytes cost time all the same. */
const WORK_FREE: usize = 10_000;

/**
 * Reads the bytes of a message in place, one after another. After a fault every read gives 0, `isSound` is false, and the
 * refusal is noted.
 */
export class Cursor {
  position: usize;
  end: usize;
  isSound: bool = true;
  private workLeft: usize;

  constructor(start: usize, length: usize) {
    this.position = start;
    this.end = start + length;
    this.workLeft = length + WORK_FREE;
  }

  get left(): usize {
    return this.end - this.position;
  }

  byte(): u32 {
    if (this.position >= this.end) {
      this.fault('it ends inside a value');
      return 0;
    }
    return load<u8>(this.position++);
  }

  /** An unsigned number of at most 64 bits in LEB128. */
  leb(): u64 {
    let value: u64 = 0;
    for (let shift: u64 = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      if (!this.isSound) return 0;
      if (shift == 63 && (byte & 0x7f) > 1) break;
      value |= (<u64>(byte & 0x7f)) << shift;
      if (byte < 0x80) return value;
    }
    this.fault('a number is longer than 64 bits');
    return 0;
  }

  /** A signed number of 32 bits in LEB128. */
  sleb(): i32 {
    let value: i64 = 0;
    for (let shift: i64 = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      if (!this.isSound) return 0;
      value |= (<i64>(byte & 0x7f)) << shift;
      if (byte >= 0x80) continue;
      if ((byte & 0x40) != 0) value |= (<i64>-1) << (shift + 7);
      if (value >= <i64>i32.MIN_VALUE && value <= <i64>i32.MAX_VALUE) return <i32>value;
      break;
    }
    this.fault('the number of a type is longer than 32 bits');
    return 0;
  }

  /** Passes over bytes; false, and nothing is passed, when there are not so many. */
  take(length: u64): bool {
    if (length > <u64>this.left) return this.fault('it ends inside a value');
    this.position += <usize>length;
    return true;
  }

  /** A number of bytes that follow; the position is at the first of them. */
  length(): usize {
    const length = this.leb();
    if (length <= <u64>this.left) return <usize>length;
    this.fault('a text or a blob is longer than the message');
    return 0;
  }

  /** Passes over a text. */
  text(): void {
    const length = this.length();
    if (!isUtf8(this.position, length)) this.fault('a text is not UTF-8');
    this.position += length;
  }

  /** Passes over one number of any size in LEB128. */
  skipLeb(): void {
    while (this.isSound && this.byte() >= 0x80) continue;
  }

  /** A byte that must be 0 or 1. */
  flag(): bool {
    const byte = this.byte();
    if (byte > 1) this.fault('expected a byte of 0 or 1, got ' + byte.toString());
    return byte == 1;
  }

  /** Counts a value that is passed over. False when there were too many. */
  work(): bool {
    if (this.workLeft == 0) return this.fault('it has far more values than bytes');
    this.workLeft--;
    return this.isSound;
  }

  fault(message: string): bool {
    this.isSound = false;
    this.position = this.end;
    return refuse(RefusalCode.MALFORMED, 'not a valid Candid message: ' + message);
  }
}
