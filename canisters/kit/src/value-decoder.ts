import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { ValueSource } from './value-source.ts';

/**
 * Reads a value of one type whose type on the wire is the same.
 * Errors: NotPlain when the bytes are not of the type, or are so in a form that the library has to read.
 */
export type ReadValue = (source: ValueSource) => unknown;

/** The reader of a type, made once; nothing for types that only the library reads. */
export function valueReader(type: IDL.Type): ReadValue | undefined {
  return type.accept(new ReaderOf(), undefined);
}

type Found = ReadValue | undefined;

class ReaderOf extends IDL.Visitor<undefined, Found> {
  override visitType(): Found {
    return undefined;
  }

  override visitNull(): Found {
    return () => null;
  }

  override visitBool(): Found {
    return (source) => source.flag();
  }

  override visitText(): Found {
    return (source) => source.text(source.leb());
  }

  override visitPrincipal(): Found {
    return (source) => {
      source.mustBe(source.flag());
      return Principal.fromUint8Array(source.bytes(source.leb()));
    };
  }

  override visitFixedNat(type: IDL.FixedNatClass): Found {
    switch (type._bits) {
      case 8:
        return (source) => source.u8();
      case 16:
        return (source) => source.u16();
      case 32:
        return (source) => source.u32();
      default:
        return (source) => source.u64();
    }
  }

  override visitVec(_type: IDL.VecClass<unknown>, element: IDL.Type): Found {
    if (element === IDL.Nat8) return (source) => source.bytes(source.leb());
    // The library answers typed arrays for numbers.
    if (element instanceof IDL.FixedNatClass || element instanceof IDL.FixedIntClass) return undefined;
    const read = valueReader(element);
    if (read === undefined) return undefined;
    return (source) => {
      const values: unknown[] = [];
      const count = source.leb();
      const start = source.at;
      for (let at = 0; at < count; at += 1) {
        values.push(read(source));
        // A few bytes that claim many elements of no size.
        source.mustBe(source.at > start);
      }
      return values;
    };
  }

  override visitOpt(_type: IDL.OptClass<unknown>, inner: IDL.Type): Found {
    const read = valueReader(inner);
    return read && ((source) => (source.flag() ? [read(source)] : []));
  }

  override visitRecord(_type: IDL.RecordClass, fields: [string, IDL.Type][]): Found {
    const names = fields.map(([name]) => name);
    const readers = allOf(fields.map(([, field]) => valueReader(field)));
    if (readers === undefined) return undefined;
    return (source) => {
      const record: Record<string, unknown> = {};
      for (let at = 0; at < names.length; at += 1) {
        record[names[at] as string] = (readers[at] as ReadValue)(source);
      }
      return record;
    };
  }

  override visitTuple(_type: IDL.TupleClass<unknown[]>, components: IDL.Type[]): Found {
    const readers = allOf(components.map(valueReader));
    return readers && ((source) => readers.map((read) => read(source)));
  }

  override visitVariant(_type: IDL.VariantClass, fields: [string, IDL.Type][]): Found {
    const names = fields.map(([name]) => name);
    const readers = allOf(fields.map(([, inner]) => valueReader(inner)));
    if (readers === undefined) return undefined;
    return (source) => {
      const at = source.leb();
      source.mustBe(at < names.length);
      return { [names[at] as string]: (readers[at] as ReadValue)(source) };
    };
  }
}

function allOf(readers: readonly Found[]): readonly ReadValue[] | undefined {
  return readers.every((reader) => reader !== undefined) ? readers : undefined;
}
