import { RefusalCode, refuse } from '../core/refusal';

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
      this.fault('field ' + this.field.toString() + ' has the wrong wire type');
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

  text(): string {
    const length = this.length();
    const text = String.UTF8.decodeUnsafe(this.position, length);
    this.position += length;
    return text;
  }

  /** A number of a repeated field, packed or not, is handed to the list. */
  varints(into: Array<i64>): void {
    if (this.type == WireType.VARINT) {
      into.push(<i64>this.varint());
      return;
    }
    const inner = this.message();
    while (inner.isSound && inner.position < inner.end) into.push(<i64>inner.varint());
    this.isSound = inner.isSound;
  }

  floats(into: Array<f32>): void {
    if (this.type == WireType.FIXED32) {
      into.push(reinterpret<f32>(this.fixed32()));
      return;
    }
    const inner = this.message();
    while (inner.isSound && inner.position < inner.end) into.push(reinterpret<f32>(inner.fixed32()));
    this.isSound = inner.isSound;
  }

  doubles(into: Array<f64>): void {
    if (this.type == WireType.FIXED64) {
      into.push(reinterpret<f64>(this.fixed64()));
      return;
    }
    const inner = this.message();
    while (inner.isSound && inner.position < inner.end) into.push(reinterpret<f64>(inner.fixed64()));
    this.isSound = inner.isSound;
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
    this.isSound = false;
    this.position = this.end;
    return refuse(RefusalCode.MALFORMED, 'not a valid ONNX file: ' + message);
  }
}
