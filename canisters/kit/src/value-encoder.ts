import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { assert } from './assert.ts';
import type { ValueSink } from './value-sink.ts';

/**
 * Writes the Candid form of a value of one type, without type table.
 * Errors: what the value is not of the type throws, in the words of the library.
 */
export type WriteValue = (value: unknown, sink: ValueSink) => void;

const U64_BITS = 64;
const utf8 = new TextEncoder();
const FIXED_NAT_MAX = { 8: 0xff, 16: 0xffff, 32: 0xffff_ffff } as const;

/** The writer of a type, made once: the library walks the type anew for each value, at twenty times the instructions. */
export function valueWriter(type: IDL.Type): WriteValue {
  return type.accept(new WriterOf(), undefined);
}

/** The library's own verdict on a value that is not of its type. */
function refuse(type: IDL.Type, value: unknown): never {
  type.covariant(value);
  type.encodeValue(value as never);
  assert(false, 'a value that was refused here is refused by the library');
}

function writeBlob(type: IDL.Type): WriteValue {
  return (value, sink) => {
    const isBlob =
      value instanceof Uint8Array ||
      (Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 0xff));
    if (!isBlob) return writeByLibrary(type)(value, sink);
    sink.leb(value.length);
    sink.raw(value as ArrayLike<number>);
  };
}

function writeByLibrary(type: IDL.Type): WriteValue {
  return (value, sink) => {
    type.covariant(value);
    sink.raw(type.encodeValue(value as never));
  };
}

class WriterOf extends IDL.Visitor<undefined, WriteValue> {
  override visitType(type: IDL.Type): WriteValue {
    return writeByLibrary(type);
  }

  override visitNull(type: IDL.Type): WriteValue {
    return (value) => {
      if (value !== null) refuse(type, value);
    };
  }

  override visitBool(type: IDL.Type): WriteValue {
    return (value, sink) => {
      if (typeof value !== 'boolean') refuse(type, value);
      sink.u8(value ? 1 : 0);
    };
  }

  override visitText(type: IDL.Type): WriteValue {
    return (value, sink) => {
      if (typeof value !== 'string') refuse(type, value);
      const bytes = utf8.encode(value);
      sink.leb(bytes.length);
      sink.raw(bytes);
    };
  }

  override visitPrincipal(type: IDL.Type): WriteValue {
    return (value, sink) => {
      if ((value as Principal | undefined)?._isPrincipal !== true) refuse(type, value);
      const bytes = (value as Principal).toUint8Array();
      sink.u8(1);
      sink.leb(bytes.length);
      sink.raw(bytes);
    };
  }

  override visitFixedNat(type: IDL.FixedNatClass): WriteValue {
    const bits = type._bits;
    if (bits === U64_BITS) {
      return (value, sink) => {
        const number = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
        if (typeof number !== 'bigint' || BigInt.asUintN(U64_BITS, number) !== number) refuse(type, value);
        sink.u64(number);
      };
    }
    const max = FIXED_NAT_MAX[bits as keyof typeof FIXED_NAT_MAX];
    return (value, sink) => {
      const number = typeof value === 'bigint' ? Number(value) : value;
      if (!Number.isInteger(number) || (number as number) < 0 || (number as number) > max)
        refuse(type, value);
      if (bits === 32) sink.u32(number as number);
      else if (bits === 16) sink.u16(number as number);
      else sink.u8(number as number);
    };
  }

  override visitVec(type: IDL.VecClass<unknown>, element: IDL.Type): WriteValue {
    if (element === IDL.Nat8) return writeBlob(type);
    const write = valueWriter(element);
    return (value, sink) => {
      if (!Array.isArray(value)) return writeByLibrary(type)(value, sink);
      sink.leb(value.length);
      for (let at = 0; at < value.length; at += 1) write(value[at], sink);
    };
  }

  override visitOpt(type: IDL.OptClass<unknown>, inner: IDL.Type): WriteValue {
    const write = valueWriter(inner);
    return (value, sink) => {
      if (!Array.isArray(value) || value.length > 1) refuse(type, value);
      sink.u8(value.length);
      if (value.length === 1) write(value[0], sink);
    };
  }

  override visitRecord(type: IDL.RecordClass, fields: [string, IDL.Type][]): WriteValue {
    const names = fields.map(([name]) => name);
    const writers = fields.map(([, field]) => valueWriter(field));
    return (value, sink) => {
      if (typeof value !== 'object' || value === null) refuse(type, value);
      for (let at = 0; at < names.length; at += 1) {
        (writers[at] as WriteValue)((value as Record<string, unknown>)[names[at] as string], sink);
      }
    };
  }

  override visitTuple(type: IDL.TupleClass<unknown[]>, components: IDL.Type[]): WriteValue {
    const writers = components.map(valueWriter);
    return (value, sink) => {
      if (!Array.isArray(value) || value.length < writers.length) refuse(type, value);
      for (let at = 0; at < writers.length; at += 1) (writers[at] as WriteValue)(value[at], sink);
    };
  }

  override visitVariant(type: IDL.VariantClass, fields: [string, IDL.Type][]): WriteValue {
    const cases = new Map(fields.map(([name, inner], at) => [name, { at, write: valueWriter(inner) }]));
    return (value, sink) => {
      if (typeof value !== 'object' || value === null) refuse(type, value);
      const names = Object.keys(value);
      const found = cases.get(names[0] as string);
      if (names.length !== 1 || found === undefined) refuse(type, value);
      sink.leb(found.at);
      found.write((value as Record<string, unknown>)[names[0] as string], sink);
    };
  }
}
