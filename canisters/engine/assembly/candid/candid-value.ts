import { CandidType, Opcode } from './candid-type';

/** A value of a type of the interface. Numbers, texts and blobs lie where they were read or computed. */
export class Value {
  type: CandidType;
  /** Bits of a number or a bool; whether an opt has its content; index of a variant's case as declared. */
  bits: u64 = 0;
  /**
   * Text, principal and vec of numbers: the bytes. Vec of texts or blobs: pairs of a pointer and a length, 32 bits each, as
   * the engine holds string elements.
   */
  start: usize = 0;
  /** Number of bytes of a text or principal, of elements of a vec. */
  count: i32 = 0;
  private list: Array<Value> | null = null;
  /** Keeps the bytes alive that `start` shows. */
  owner: ArrayBuffer | null = null;

  constructor(type: CandidType) {
    this.type = type;
  }

  /** Fields in the order declared; elements of other vecs; the content of an opt or a variant's case. */
  get items(): Array<Value> {
    // Most values have none: the list is made when it is asked for.
    let list = this.list;
    if (list === null) {
      list = new Array<Value>();
      this.list = list;
    }
    return list;
  }

  /** A field of a record. */
  field(name: string): Value {
    return this.items[this.type.indexOf(name)];
  }

  /** The content of an opt or a variant's case. */
  get content(): Value {
    return this.items[0];
  }

  get isThere(): bool {
    return this.bits != 0;
  }

  /** Name of a variant's case. */
  get caseName(): string {
    return this.type.names[<i32>this.bits];
  }

  get text(): string {
    return String.UTF8.decodeUnsafe(this.start, <usize>this.count);
  }
}

export function numberValue(type: CandidType, bits: u64): Value {
  const value = new Value(type);
  value.bits = bits;
  return value;
}

export function textValue(type: CandidType, text: string): Value {
  const value = new Value(type);
  const bytes = String.UTF8.encode(text);
  value.owner = bytes;
  value.start = changetype<usize>(bytes);
  value.count = bytes.byteLength;
  return value;
}

/** A vec of numbers, or of pairs, or a principal, where they lie. */
export function spanValue(type: CandidType, start: usize, count: i32): Value {
  const value = new Value(type);
  value.start = start;
  value.count = count;
  return value;
}

export function someValue(type: CandidType, content: Value): Value {
  const value = new Value(type);
  value.bits = 1;
  value.items.push(content);
  return value;
}

export function caseValue(type: CandidType, name: string, content: Value): Value {
  const value = new Value(type);
  value.bits = <u64>type.indexOf(name);
  value.items.push(content);
  return value;
}

/** A record; fields are added in the order in which the type declares them. */
export function recordValue(type: CandidType): Value {
  return new Value(type);
}

/** Whether a vec holds pairs of a pointer and a length. */
export function isListOfSpans(type: CandidType): bool {
  if (type.opcode != Opcode.VEC) return false;
  const inner = type.inner!;
  return inner.opcode == Opcode.TEXT || (inner.opcode == Opcode.VEC && inner.inner!.opcode == Opcode.NAT8);
}
