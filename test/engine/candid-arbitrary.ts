import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';

const INTEGERS = new Map<string, readonly [bigint, bigint]>([
  ['nat8', [0n, 255n]],
  ['nat32', [0n, 2n ** 32n - 1n]],
  ['nat64', [0n, 2n ** 64n - 1n]],
  ['int32', [-(2n ** 31n), 2n ** 31n - 1n]],
  ['int64', [-(2n ** 63n), 2n ** 63n - 1n]],
  ['nat', [0n, 2n ** 90n]],
  ['int', [-(2n ** 90n), 2n ** 90n]],
]);
/** Those whose values @dfinity/candid holds as numbers. */
const SMALL = new Set(['nat8', 'nat32', 'int32']);
const ARRAYS = new Map<string, (values: readonly never[]) => unknown>([
  ['nat8', (values) => Uint8Array.from(values)],
  ['nat32', (values) => Uint32Array.from(values)],
  ['nat64', (values) => BigUint64Array.from(values)],
  ['int32', (values) => Int32Array.from(values)],
  ['int64', (values) => BigInt64Array.from(values)],
]);

/** @dfinity/candid asks objects for their own methods. */
const PLAIN = { noNullPrototype: true } as const;

/** Random values of a Candid type, in the form in which @dfinity/candid reads them. */
export function candidValue(type: IDL.Type): fc.Arbitrary<unknown> {
  const { name } = type;
  const range = INTEGERS.get(name);
  if (range !== undefined) {
    const [min, max] = range;
    const number = fc.bigInt({ min, max });
    return SMALL.has(name) ? number.map(Number) : number;
  }
  if (type instanceof IDL.OptClass) return fc.option(candidValue(inner(type)), { nil: null }).map(asOpt);
  if (type instanceof IDL.VecClass) {
    const element = inner(type);
    const values = fc.array(candidValue(element), { maxLength: 6 });
    const pack = ARRAYS.get(element.name);
    return pack === undefined ? values : values.map((list) => pack(list as never[]));
  }
  if (type instanceof IDL.TupleClass) return fc.tuple(...type._fields.map(([, field]) => candidValue(field)));
  if (type instanceof IDL.RecordClass) {
    return fc.record(
      Object.fromEntries(type._fields.map(([label, field]) => [label, candidValue(field)])),
      PLAIN,
    );
  }
  if (type instanceof IDL.VariantClass) {
    return fc.oneof(
      ...type._fields.map(([label, field]) => fc.record({ [label]: candidValue(field) }, PLAIN)),
    );
  }
  return primitive(type);
}

function primitive(type: IDL.Type): fc.Arbitrary<unknown> {
  const principal = fc.uint8Array({ maxLength: 29 }).map((bytes) => Principal.fromUint8Array(bytes));
  if (type instanceof IDL.FuncClass) return fc.tuple(principal, fc.string({ unit: 'binary' }));
  if (type instanceof IDL.ServiceClass) return principal;
  switch (type.name) {
    case 'null':
      return fc.constant(null);
    case 'bool':
      return fc.boolean();
    case 'text':
      return fc.string({ unit: 'binary', maxLength: 12 });
    case 'float32':
      return fc.float();
    case 'float64':
      return fc.double();
    case 'principal':
      return principal;
    default:
      throw new TypeError(`expected a type of the engine's interface, got ${type.name}`);
  }
}

function inner(type: IDL.Type): IDL.Type {
  return (type as unknown as { _type: IDL.Type })._type;
}

function asOpt(value: unknown): unknown[] {
  return value === null ? [] : [value];
}
