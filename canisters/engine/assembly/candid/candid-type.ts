/** Opcodes of types. Source: Candid specification, "Types". */
export namespace Opcode {
  export const NULL: i32 = -1;
  export const BOOL: i32 = -2;
  export const NAT: i32 = -3;
  export const INT: i32 = -4;
  export const NAT8: i32 = -5;
  export const NAT16: i32 = -6;
  export const NAT32: i32 = -7;
  export const NAT64: i32 = -8;
  export const INT8: i32 = -9;
  export const INT16: i32 = -10;
  export const INT32: i32 = -11;
  export const INT64: i32 = -12;
  export const FLOAT32: i32 = -13;
  export const FLOAT64: i32 = -14;
  export const TEXT: i32 = -15;
  export const RESERVED: i32 = -16;
  export const EMPTY: i32 = -17;
  export const OPT: i32 = -18;
  export const VEC: i32 = -19;
  export const RECORD: i32 = -20;
  export const VARIANT: i32 = -21;
  export const FUNC: i32 = -22;
  export const SERVICE: i32 = -23;
  export const PRINCIPAL: i32 = -24;
}

/** Bytes of a value of a type whose values all take the same, or -1. */
export function fixedSize(opcode: i32): i32 {
  switch (opcode) {
    case Opcode.NULL:
    case Opcode.RESERVED:
      return 0;
    case Opcode.BOOL:
    case Opcode.NAT8:
    case Opcode.INT8:
      return 1;
    case Opcode.NAT16:
    case Opcode.INT16:
      return 2;
    case Opcode.NAT32:
    case Opcode.INT32:
    case Opcode.FLOAT32:
      return 4;
    case Opcode.NAT64:
    case Opcode.INT64:
    case Opcode.FLOAT64:
      return 8;
    default:
      return -1;
  }
}

/** A type of the engine's interface. None of them is recursive, so that whatever follows one of them ends. */
export class CandidType {
  opcode: i32;
  /** Content of an opt or a vec; null for all others. */
  inner: CandidType | null = null;
  /** The most elements of a vec whose elements are neither numbers, texts nor blobs. */
  countMax: i32 = 0;
  /** Fields of a record, cases of a variant, in the order in which they are declared. */
  names: Array<string> = new Array<string>();
  hashes: Array<u32> = new Array<u32>();
  types: Array<CandidType> = new Array<CandidType>();
  /** Indexes of the fields in the order of their hashes, which is that of the wire. */
  order: Array<i32> = new Array<i32>();
  /** How a message with one value of the type begins, once one was written. */
  header: ArrayBuffer | null = null;

  constructor(opcode: i32) {
    this.opcode = opcode;
  }

  /** Adds a field or a case. */
  with(name: string, type: CandidType): CandidType {
    const hash = hashLabel(name);
    let place = 0;
    while (place < this.order.length && this.hashes[this.order[place]] < hash) place++;
    const index = this.names.length;
    this.names.push(name);
    this.hashes.push(hash);
    this.types.push(type);
    this.order.push(0);
    for (let at = this.order.length - 1; at > place; at--) this.order[at] = this.order[at - 1];
    this.order[place] = index;
    return this;
  }

  /** Index of a field or case, or -1. */
  indexOf(name: string): i32 {
    return this.names.indexOf(name);
  }

  /** Index of the field or case with this hash, or -1. */
  indexOfHash(hash: u32): i32 {
    return this.hashes.indexOf(hash);
  }

  /** Whether a value is a run of bytes: a text, or numbers of one size one after another. */
  get isSpan(): bool {
    if (this.opcode == Opcode.TEXT) return true;
    return this.opcode == Opcode.VEC && fixedSize(this.inner!.opcode) > 0;
  }
}

/** Hash by which a label travels. Source: Candid specification, "Shorthand: Symbolic Field Ids". */
export function hashLabel(name: string): u32 {
  const bytes = Uint8Array.wrap(String.UTF8.encode(name));
  let hash: u32 = 0;
  for (let index = 0; index < bytes.length; index++) hash = hash * 223 + <u32>bytes[index];
  return hash;
}

export const NULL = new CandidType(Opcode.NULL);
export const BOOL = new CandidType(Opcode.BOOL);
export const NAT8 = new CandidType(Opcode.NAT8);
export const NAT32 = new CandidType(Opcode.NAT32);
export const NAT64 = new CandidType(Opcode.NAT64);
export const INT32 = new CandidType(Opcode.INT32);
export const INT64 = new CandidType(Opcode.INT64);
export const FLOAT32 = new CandidType(Opcode.FLOAT32);
export const FLOAT64 = new CandidType(Opcode.FLOAT64);
export const TEXT = new CandidType(Opcode.TEXT);
export const PRINCIPAL = new CandidType(Opcode.PRINCIPAL);

export function record(): CandidType {
  return new CandidType(Opcode.RECORD);
}

export function variant(): CandidType {
  return new CandidType(Opcode.VARIANT);
}

export function optOf(inner: CandidType): CandidType {
  const type = new CandidType(Opcode.OPT);
  type.inner = inner;
  return type;
}

/** A vec; `countMax` bounds the elements that are read one by one. */
export function vecOf(inner: CandidType, countMax: i32 = 0): CandidType {
  const type = new CandidType(Opcode.VEC);
  type.inner = inner;
  type.countMax = countMax;
  return type;
}

export const BLOB = vecOf(NAT8);
