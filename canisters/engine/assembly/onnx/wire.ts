import { NAME_BYTES_MAX } from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { isUtf8 } from './utf8';

/** How a field is written. Source: Protocol Buffers encoding, "Message Structure". */
export namespace WireType {
  export const VARINT: i32 = 0;
  export const FIXED64: i32 = 1;
  export const BYTES: i32 = 2;
  export const FIXED32: i32 = 5;
}

/**
 * Reads one message of Protocol Buffers in place, field by field. After a fault every read gives nothing, and `isSound` is
 * false; the refusal is noted.
 */
export class Wire {
  position: usize;
  end: usize;
  field: i32 = 0;
  type: i32 = 0;
  isSound: bool = true;

  constructor(start: usize, length: usize) {
    this.position = start;
    this.end = start + length;
  }

  /** Goes to the next field. False at the end or after a fault. */
  next(): bool {
    if (!this.isSound || this.position >= this.end) return false;
    const tag = this.varint();
    if (!this.isSound) return false;
    this.type = <i32>(tag & 7);
    this.field = <i32>(tag >> 3);
    if (this.field <= 0 || tag >> 32 != 0) return this.fault('a field has no valid number');
    return true;
  }

  varint(): u64 {
    let value: u64 = 0;
    for (let shift: u64 = 0; shift < 70; shift += 7) {
      if (this.position >= this.end) break;
      const byte = load<u8>(this.position++);
      if (shift == 63 && byte > 1) break;
      value |= (<u64>(byte & 0x7f)) << shift;
      if (byte < 0x80) return value;
    }
    this.fault('a number does not end');
    return 0;
  }

  /** The content of a field that holds one whole number. */
  int(): i64 {
    if (this.type == WireType.VARINT) return <i64>this.varint();
    this.wrongType();
    return 0;
  }

  /** The content of a field that holds one float. */
  float(): f32 {
    if (this.type == WireType.FIXED32) return reinterpret<f32>(this.fixed32());
    this.wrongType();
    return 0;
  }

  fixed32(): u32 {
    if (this.end - this.position < 4) {
      this.fault('the file ends inside a number');
      return 0;
    }
    this.position += 4;
    return load<u32>(this.position - 4);
  }

  fixed64(): u64 {
    if (this.end - this.position < 8) {
      this.fault('the file ends inside a number');
      return 0;
    }
    this.position += 8;
    return load<u64>(this.position - 8);
  }

  /** The field's content as a message of its own; empty after a fault. */
  message(): Wire {
    const length = this.length();
    const inner = new Wire(this.position, length);
    this.position += length;
    inner.isSound = this.isSound;
    return inner;
  }

  /** Number of bytes that follow; the position is at the first of them. */
  length(): usize {
    if (this.type != WireType.BYTES) {
      this.wrongType();
      return 0;
    }
    const length = this.varint();
    if (!this.isSound) return 0;
    if (length > <u64>(this.end - this.position)) {
      this.fault('a field is longer than what holds it');
      return 0;
    }
    return <usize>length;
  }

  bytes(): Uint8Array {
    const length = this.length();
    const bytes = new Uint8Array(<i32>length);
    memory.copy(bytes.dataStart, this.position, length);
    this.position += length;
    return bytes;
  }

  /** A name: UTF-8 of at most {@link NAME_BYTES_MAX} bytes. */
  text(): string {
    const length = this.length();
    if (length > <usize>NAME_BYTES_MAX) {
      const expected = 'expected names of at most ' + NAME_BYTES_MAX.toString() + ' bytes, got ';
      this.stop(RefusalCode.TOO_LARGE, expected + length.toString());
      return '';
    }
    const start = this.position;
    this.position += length;
    if (isUtf8(start, length)) return String.UTF8.decodeUnsafe(start, length);
    this.fault('a name is not UTF-8');
    return '';
  }

  /** Numbers of a repeated field, packed or not, are handed to the list; a fault when it would get longer than `most`. */
  varints(into: Array<i64>, most: i64): void {
    if (this.type == WireType.VARINT) {
      if (this.hasRoom(<i64>into.length + 1, most)) into.push(<i64>this.varint());
      return;
    }
    const inner = this.message();
    const count = inner.countVarints();
    if (!this.hasRoom(<i64>into.length + <i64>count, most)) return;
    let index = into.length;
    into.length = index + <i32>count;
    while (inner.isSound && inner.position < inner.end) into[index++] = <i64>inner.varint();
    this.isSound = inner.isSound;
  }

  /** See {@link varints}. */
  floats(into: Array<f32>, most: i64): void {
    if (this.type == WireType.FIXED32) {
      if (this.hasRoom(<i64>into.length + 1, most)) into.push(reinterpret<f32>(this.fixed32()));
      return;
    }
    const inner = this.message();
    const count = (inner.end - inner.position) >> 2;
    if (!this.hasRoom(<i64>into.length + <i64>count, most)) return;
    const index = into.length;
    into.length = index + <i32>count;
    memory.copy(into.dataStart + ((<usize>index) << 2), inner.position, count << 2);
    if (((inner.end - inner.position) & 3) != 0) this.fault('a list of floats ends inside a float');
    else this.isSound = inner.isSound;
  }

  /** Numbers that a packed field holds: bytes without the sign that more follow. */
  countVarints(): usize {
    let count: usize = 0;
    for (let at = this.position; at < this.end; at++) count += <usize>(load<u8>(at) < 0x80);
    return count;
  }

  skip(): void {
    if (this.type == WireType.VARINT) this.varint();
    else if (this.type == WireType.FIXED64) this.fixed64();
    else if (this.type == WireType.FIXED32) this.fixed32();
    else {
      // Two statements: reading the length moves the position.
      const length = this.length();
      this.position += length;
    }
  }

  fault(message: string): bool {
    return this.stop(RefusalCode.MALFORMED, 'not a valid ONNX file: ' + message);
  }

  private wrongType(): void {
    this.fault('field ' + this.field.toString() + ' has the wrong wire type');
  }

  private hasRoom(length: i64, most: i64): bool {
    if (length <= most) return true;
    return this.stop(
      RefusalCode.TOO_LARGE,
      'expected lists of at most ' + most.toString() + ' numbers, got more',
    );
  }

  private stop(code: i32, message: string): bool {
    this.isSound = false;
    this.position = this.end;
    return refuse(code, message);
  }
}
