import { RefusalCode, refuse } from '../core/refusal';
import { ByteSource } from './byte-source';

/** Types of metadata values. Source: ggml, docs/gguf.md, gguf_metadata_value_type. */
export namespace ValueType {
  export const UINT8: u32 = 0;
  export const INT8: u32 = 1;
  export const UINT16: u32 = 2;
  export const INT16: u32 = 3;
  export const UINT32: u32 = 4;
  export const INT32: u32 = 5;
  export const FLOAT32: u32 = 6;
  export const BOOL: u32 = 7;
  export const STRING: u32 = 8;
  export const ARRAY: u32 = 9;
  export const UINT64: u32 = 10;
  export const INT64: u32 = 11;
  export const FLOAT64: u32 = 12;
}

const NAMES: StaticArray<string> = [
  'uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'bool', 'string', 'array', 'uint64', 'int64', 'float64',
]; // prettier-ignore

/** Bytes a value of the type takes in the file, or 0 where that depends on the value. */
export function valueSize(type: u32): u32 {
  switch (type) {
    case ValueType.UINT8:
    case ValueType.INT8:
    case ValueType.BOOL:
      return 1;
    case ValueType.UINT16:
    case ValueType.INT16:
      return 2;
    case ValueType.UINT32:
    case ValueType.INT32:
    case ValueType.FLOAT32:
      return 4;
    case ValueType.UINT64:
    case ValueType.INT64:
    case ValueType.FLOAT64:
      return 8;
    default:
      return 0;
  }
}

/** A value of the metadata: a number by its bits, a text or a list by its place in the file. */
export class MetadataValue {
  /** Type of a list's items. */
  itemType: u32 = 0;
  /** Bytes of a text, items of a list. */
  count: u64 = 0;
  /** Where a text's bytes or a list's items begin. */
  offset: u64 = 0;
  /** A number's bytes, the rest 0. */
  bits: u64 = 0;

  constructor(public type: u32) {}

  get isInteger(): bool {
    return this.type <= ValueType.INT32 || this.type == ValueType.UINT64 || this.type == ValueType.INT64;
  }

  /** A whole number; unsigned numbers from 2^63 on come out negative and are refused by every bound. */
  get integer(): i64 {
    switch (this.type) {
      case ValueType.INT8:
        return <i64>(<i8>this.bits);
      case ValueType.INT16:
        return <i64>(<i16>this.bits);
      case ValueType.INT32:
        return <i64>(<i32>this.bits);
      default:
        return <i64>this.bits;
    }
  }
}

/** What a file says of its model, by key. A getter that does not find what it needs notes a refusal that names the key. */
export class Metadata {
  values: Map<string, MetadataValue> = new Map<string, MetadataValue>();

  constructor(private source: ByteSource) {}

  has(key: string): bool {
    return this.values.has(key);
  }

  /** A whole number within bounds, both included; -1 when refused. A missing one is refused. */
  integer(key: string, least: u64, most: u64): i64 {
    if (!this.values.has(key)) {
      refuse(RefusalCode.MALFORMED, 'expected the key ' + key + ' in the metadata');
      return -1;
    }
    const value = this.values.get(key);
    if (!value.isInteger) {
      this.refuseType(key, 'a whole number', value);
      return -1;
    }
    if (value.integer >= 0 && <u64>value.integer >= least && <u64>value.integer <= most) return value.integer;
    const bounds = least.toString() + ' to ' + most.toString();
    const got = value.type == ValueType.UINT64 ? value.bits.toString() : value.integer.toString();
    refuse(RefusalCode.UNSUPPORTED, 'expected ' + key + ' from ' + bounds + ', got ' + got);
    return -1;
  }

  /** As `integer`, with a value for a missing key. */
  integerOr(key: string, fallback: i64, least: u64, most: u64): i64 {
    return this.values.has(key) ? this.integer(key, least, most) : fallback;
  }

  /** A number; NaN when refused. */
  float(key: string): f64 {
    if (!this.values.has(key)) {
      refuse(RefusalCode.MALFORMED, 'expected the key ' + key + ' in the metadata');
      return NaN;
    }
    const value = this.values.get(key);
    if (value.type != ValueType.FLOAT32 && value.type != ValueType.FLOAT64) {
      this.refuseType(key, 'a number with a fraction', value);
      return NaN;
    }
    const number =
      value.type == ValueType.FLOAT32 ? <f64>reinterpret<f32>(<u32>value.bits) : reinterpret<f64>(value.bits);
    if (isNaN(number)) refuse(RefusalCode.MALFORMED, 'expected ' + key + ' to be a number, got NaN');
    return number;
  }

  floatOr(key: string, fallback: f64): f64 {
    return this.values.has(key) ? this.float(key) : fallback;
  }

  /** 0 or 1; -1 when refused. */
  flagOr(key: string, fallback: bool): i32 {
    if (!this.values.has(key)) return fallback ? 1 : 0;
    const value = this.values.get(key);
    if (value.type == ValueType.BOOL) return value.bits != 0 ? 1 : 0;
    this.refuseType(key, 'a bool', value);
    return -1;
  }

  /** A short text of printable ASCII; null when refused. */
  text(key: string): string | null {
    if (!this.values.has(key)) {
      refuse(RefusalCode.MALFORMED, 'expected the key ' + key + ' in the metadata');
      return null;
    }
    const value = this.values.get(key);
    if (value.type != ValueType.STRING) {
      this.refuseType(key, 'a string', value);
      return null;
    }
    const bytes = new Uint8Array(<i32>min<u64>(value.count, 256));
    this.source.read(value.offset, bytes.dataStart, bytes.length);
    let isPlain = value.count <= 256;
    for (let index = 0; index < bytes.length; index++)
      if (bytes[index] < 0x20 || bytes[index] > 0x7e) isPlain = false;
    if (isPlain) return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
    refuse(RefusalCode.MALFORMED, 'expected ' + key + ' to be at most 256 printable ASCII letters');
    return null;
  }

  /** A list whose items have the type; null when refused. */
  list(key: string, itemType: u32): MetadataValue | null {
    if (!this.values.has(key)) {
      refuse(RefusalCode.MALFORMED, 'expected the key ' + key + ' in the metadata');
      return null;
    }
    const value = this.values.get(key);
    if (value.type == ValueType.ARRAY && value.itemType == itemType) return value;
    this.refuseType(key, 'a list of ' + NAMES[itemType], value);
    return null;
  }

  private refuseType(key: string, expected: string, value: MetadataValue): void {
    let got = NAMES[value.type];
    if (value.type == ValueType.ARRAY) got = 'a list of ' + NAMES[value.itemType];
    refuse(RefusalCode.MALFORMED, 'expected ' + key + ' to be ' + expected + ', got ' + got);
  }
}
