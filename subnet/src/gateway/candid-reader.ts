import {
  admitCandid,
  readByte,
  readHeader,
  readUnsigned,
  skipBytes,
  startWalk,
  TYPE_CODE,
  TypeMeasures,
  WALK_LIMITS,
  walkValue,
  type AdmissionLimits,
  type Header,
  type Walk,
} from '@indus/candid';
import { isUtf8 } from 'node:buffer';
import { encodeSleb } from '../codec/leb128.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

/** A value that is handed on as it came, with the type table that its type refers to. */
export interface OpaqueValue {
  readonly table: Uint8Array;
  readonly type: number;
  readonly value: Uint8Array;
}

/** What a reply of a canister to the gateway may cost. */
const REPLY_LIMITS: AdmissionLimits = { ...WALK_LIMITS, valuesMax: 20_000, zeroSizedElementsMax: 100 };
const MAGIC = Buffer.from('DIDL');

/**
 * Reads a Candid message whose types are known in part only: the token of the streaming protocol is of a type that
 * the canister chose, and is kept as the bytes that it came in.
 * Errors: GatewayRefusal 502 for what is malformed, too costly or of another type.
 */
export class CandidReader {
  readonly #walk: Walk;
  readonly #bytes: Uint8Array;
  readonly #header: Header;

  constructor(bytes: Uint8Array) {
    const admission = admitCandid(bytes, REPLY_LIMITS);
    if (!admission.ok) throw malformed(admission.reason.message);
    const cursor = { bytes, at: 0 };
    this.#bytes = bytes;
    this.#header = readHeader(cursor, REPLY_LIMITS);
    const measures = new TypeMeasures(this.#header, REPLY_LIMITS);
    this.#walk = startWalk(cursor, this.#header, measures, REPLY_LIMITS);
  }

  /** Type of the first argument. */
  get argument(): number {
    return this.#header.arguments[0] ?? TYPE_CODE.empty;
  }

  /** Reads a record: each field that has a reader by that reader, all others are stepped over. */
  record(type: number, readers: ReadonlyMap<number, (type: number) => void>): void {
    const entry = this.#expect(type, TYPE_CODE.record, 'a record');
    for (const [index, part] of entry.parts.entries()) {
      const read = readers.get(entry.ids[index] ?? -1);
      if (read) read(part);
      else walkValue(this.#walk, part, 2);
    }
  }

  /** Reads a variant: the field id of its case is told to the reader, which reads the value. */
  variant<T>(type: number, read: (id: number, type: number) => T): T {
    const entry = this.#expect(type, TYPE_CODE.variant, 'a variant');
    const tag = readUnsigned(this.#walk.cursor, 'a tag');
    return read(entry.ids[tag] ?? -1, entry.parts[tag] ?? TYPE_CODE.empty);
  }

  /** Reads an opt by the rules of subtyping: null and reserved are none, and a bare value stands for itself. */
  optional<T>(type: number, read: (type: number) => T): T | undefined {
    if (type === TYPE_CODE.null || type === TYPE_CODE.reserved) return undefined;
    const entry = this.#header.types[type];
    if (entry?.code !== TYPE_CODE.opt) return read(type);
    if (readUnsigned(this.#walk.cursor, 'an opt') === 0) return undefined;
    return read(entry.parts[0] ?? TYPE_CODE.empty);
  }

  vector<T>(type: number, read: (type: number) => T): T[] {
    const part = this.#expect(type, TYPE_CODE.vec, 'a vec').parts[0] ?? TYPE_CODE.empty;
    const length = readUnsigned(this.#walk.cursor, 'a length');
    const values: T[] = [];
    for (let i = 0; i < length; i++) values.push(read(part));
    return values;
  }

  blob(type: number): Uint8Array {
    const entry = this.#expect(type, TYPE_CODE.vec, 'a blob');
    if (entry.parts[0] !== TYPE_CODE.nat8) throw malformed('expected a blob, got another vec');
    return this.#counted();
  }

  text(type: number): string {
    if (type !== TYPE_CODE.text) throw malformed('expected a text');
    const bytes = this.#counted();
    if (!isUtf8(bytes)) throw malformed('expected a text in UTF-8');
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  }

  nat16(type: number): number {
    if (type !== TYPE_CODE.nat16) throw malformed('expected a nat16');
    const low = readByte(this.#walk.cursor, 'a nat16');
    return low | (readByte(this.#walk.cursor, 'a nat16') << 8);
  }

  bool(type: number): boolean {
    if (type !== TYPE_CODE.bool) throw malformed('expected a bool');
    return readByte(this.#walk.cursor, 'a bool') === 1;
  }

  /** Reads a reference to a function: the canister and its method. */
  func(type: number): { readonly canister: Uint8Array; readonly method: string } {
    this.#expect(type, TYPE_CODE.func, 'a func');
    for (const part of ['a func', 'its canister']) readByte(this.#walk.cursor, part);
    const canister = this.#counted();
    return { canister, method: this.text(TYPE_CODE.text) };
  }

  /** Keeps a value of any type. */
  opaque(type: number): OpaqueValue {
    const start = this.#walk.cursor.at;
    walkValue(this.#walk, type, 2);
    const table = this.#bytes.slice(MAGIC.length, this.#header.tableEnd);
    return { table, type, value: this.#bytes.slice(start, this.#walk.cursor.at) };
  }

  #counted(): Uint8Array {
    const { cursor } = this.#walk;
    const length = readUnsigned(cursor, 'a length');
    const start = cursor.at;
    skipBytes(cursor, length, 'bytes');
    return this.#bytes.subarray(start, cursor.at);
  }

  #expect(type: number, code: number, what: string): Header['types'][number] {
    const entry = this.#header.types[type];
    if (entry?.code !== code) throw malformed(`expected ${what}`);
    return entry;
  }
}

/** A message whose only argument is the value, in the type that it had. */
export function encodeOpaque({ table, type, value }: OpaqueValue): Uint8Array {
  return new Uint8Array(Buffer.concat([MAGIC, table, Uint8Array.of(1), encodeSleb(type), value]));
}

/** 502, for a reply that is not what the protocol says. */
export function malformed(reason: string): GatewayRefusal {
  return new GatewayRefusal(
    502,
    'The canister answered with something that is not an HTTP response.',
    `reply of the canister: ${reason}`,
  );
}
