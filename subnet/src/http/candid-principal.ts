import { PRINCIPAL_BYTES_MAX } from '../principal.ts';

/**
 * Reads one principal out of a Candid argument without decoding the rest: bounded work whatever the bytes say.
 * Source: Candid specification, "Binary Format".
 */

/** Bounds: types and fields that are looked at, values that are stepped over, nesting of them. */
const TYPES_MAX = 1_000;
const FIELDS_MAX = 10_000;
const STEPS_MAX = 10_000;
const DEPTH_MAX = 100;

const PRINCIPAL = -24;
const OPT = -18;
const VEC = -19;
const RECORD = -20;
const VARIANT = -21;
const FUNC = -22;
const SERVICE = -23;
const TEXT = -15;
/** Sizes in bytes of the types that always take the same room. */
const FIXED = new Map([
  ...[-1, -16].map((type) => [type, 0] as const),
  ...[-2, -5, -9].map((type) => [type, 1] as const),
  ...[-6, -10].map((type) => [type, 2] as const),
  ...[-7, -11, -13].map((type) => [type, 4] as const),
  ...[-8, -12, -14].map((type) => [type, 8] as const),
]);

interface Field {
  readonly hash: number;
  readonly type: number;
}
interface TypeEntry {
  readonly opcode: number;
  /** Of opt and vec. */
  readonly inner: number;
  /** Of record and variant, in the order of the wire. */
  readonly fields: readonly Field[];
}

/** The principal in the named field of the record that is the first argument; undefined when there is none to be read. */
export function candidPrincipal(argument: Uint8Array, field: string): Uint8Array | undefined {
  const reader = new Reader(argument);
  try {
    return reader.principal(candidHash(field));
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** The number of a field name. Source: Candid specification, "Shorthand: Symbolic Field Ids". */
export function candidHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = (Math.imul(hash, 223) + byte) >>> 0;
  return hash;
}

/** The argument is not readable within the bounds. */
class Unreadable extends Error {}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #types: TypeEntry[] = [];
  #offset = 0;
  #steps = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  principal(hash: number): Uint8Array | undefined {
    if (this.#bytes.length < 4 || Buffer.compare(this.#bytes.subarray(0, 4), Buffer.from('DIDL')) !== 0) {
      return undefined;
    }
    this.#offset = 4;
    this.#readTypes();
    const count = this.#unsigned();
    if (count === 0) return undefined;
    const first = this.#types[this.#signed()];
    if (first?.opcode !== RECORD) return undefined;
    if (count - 1 > FIELDS_MAX) throw new Unreadable();
    for (let i = 1; i < count; i++) this.#signed();
    for (const field of first.fields) {
      if (field.hash === hash) return field.type === PRINCIPAL ? this.#principalBytes() : undefined;
      this.#skip(field.type, 0);
    }
    return undefined;
  }

  #readTypes(): void {
    const count = this.#unsigned();
    if (count > TYPES_MAX) throw new Unreadable();
    let fieldsLeft = FIELDS_MAX;
    for (let i = 0; i < count; i++) {
      const opcode = this.#signed();
      let inner = 0;
      const fields: Field[] = [];
      if (opcode === OPT || opcode === VEC) inner = this.#signed();
      else if (opcode === RECORD || opcode === VARIANT) {
        const length = this.#unsigned();
        fieldsLeft -= length;
        if (fieldsLeft < 0) throw new Unreadable();
        for (let j = 0; j < length; j++) fields.push({ hash: this.#unsigned(), type: this.#signed() });
      } else if (opcode === FUNC || opcode === SERVICE) throw new Unreadable();
      else if (opcode < PRINCIPAL) this.#advance(this.#unsigned());
      else throw new Unreadable();
      this.#types.push({ opcode, inner, fields });
    }
  }

  #skip(type: number, depth: number): void {
    if (++this.#steps > STEPS_MAX || depth > DEPTH_MAX) throw new Unreadable();
    if (type < 0) return this.#skipPrimitive(type);
    const entry = this.#types[type];
    switch (entry?.opcode) {
      case OPT:
        if (this.#byte() !== 0) this.#skip(entry.inner, depth + 1);
        return;
      case VEC:
        return this.#skipVector(entry.inner, depth);
      case RECORD:
        for (const field of entry.fields) this.#skip(field.type, depth + 1);
        return;
      case VARIANT: {
        const chosen = entry.fields[this.#unsigned()];
        if (chosen === undefined) throw new Unreadable();
        return this.#skip(chosen.type, depth + 1);
      }
      default:
        throw new Unreadable();
    }
  }

  #skipVector(inner: number, depth: number): void {
    const length = this.#unsigned();
    const size = FIXED.get(inner);
    if (size !== undefined) return this.#advance(length * size);
    if (length > STEPS_MAX) throw new Unreadable();
    for (let i = 0; i < length; i++) this.#skip(inner, depth + 1);
  }

  #skipPrimitive(type: number): void {
    const size = FIXED.get(type);
    if (size !== undefined) return this.#advance(size);
    if (type === TEXT) return this.#advance(this.#unsigned());
    if (type === PRINCIPAL) return void this.#principalBytes();
    if (type !== -3 && type !== -4) throw new Unreadable();
    while (this.#byte() >= 0x80) if (++this.#steps > STEPS_MAX) throw new Unreadable();
  }

  #principalBytes(): Uint8Array {
    if (this.#byte() !== 1) throw new Unreadable();
    const length = this.#unsigned();
    if (length > PRINCIPAL_BYTES_MAX) throw new Unreadable();
    const start = this.#offset;
    this.#advance(length);
    return this.#bytes.slice(start, this.#offset);
  }

  #advance(bytes: number): void {
    this.#offset += bytes;
    if (this.#offset > this.#bytes.length) throw new Unreadable();
  }

  #byte(): number {
    const byte = this.#bytes[this.#offset++];
    if (byte === undefined) throw new Unreadable();
    return byte;
  }

  /** A natural below 2^35 in LEB128: no length and no index here is greater. */
  #unsigned(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new Unreadable();
  }

  /** A type: an index of the table, or a negative opcode. */
  #signed(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return byte & 64 ? value - scale * 128 : value;
    }
    throw new Unreadable();
  }
}
