import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { ORGANISATIONS, PEOPLE } from './vault-fixture.ts';

const CODES = [
  'tax.assessment',
  'health.treatment',
  'income.salary',
  'identity.birth',
  'health.prescription',
];
const TIMES = [0n, 1n, 1_800_000_000_000_000_000n, 1_800_100_000_000_000_000n, 1_810_000_000_000_000_000n];

/** Values of a Candid type, many of which a vault of the tests has something for. */
export function arbitraryOf(type: IDL.Type): fc.Arbitrary<unknown> {
  if (type instanceof IDL.NullClass) return fc.constant(null);
  if (type instanceof IDL.BoolClass) return fc.boolean();
  if (type instanceof IDL.TextClass) return fc.oneof(fc.constantFrom(...CODES), fc.string({ maxLength: 30 }));
  if (type instanceof IDL.PrincipalClass) return fc.constantFrom(...Object.values(PEOPLE));
  if (type instanceof IDL.FloatClass) return fc.double();
  if (type instanceof IDL.FixedNatClass) return arbitraryNat(type._bits);
  if (type instanceof IDL.OptClass) {
    return fc
      .option(arbitraryOf(type._type), { nil: undefined })
      .map((value) => (value === undefined ? [] : [value]));
  }
  if (type instanceof IDL.VecClass) return arbitraryVec(type._type);
  if (type instanceof IDL.VariantClass) {
    return fc.oneof(...type._fields.map(([name, of]) => arbitraryOf(of).map((value) => ({ [name]: value }))));
  }
  if (type instanceof IDL.RecordClass) {
    const fields = Object.fromEntries(type._fields.map(([name, of]) => [name, arbitraryOf(of)]));
    return fc.record(fields, { noNullPrototype: true });
  }
  return fc.constant(undefined);
}

function arbitraryNat(bits: number): fc.Arbitrary<unknown> {
  if (bits <= 32) return fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 50 }), fc.constant(2 ** bits - 1));
  return fc.oneof(
    fc.constantFrom(...Object.values(ORGANISATIONS)),
    fc.bigInt({ min: 0n, max: 5n }),
    fc.constantFrom(...TIMES),
    fc.constant(2n ** BigInt(bits) - 1n),
  );
}

function arbitraryVec(type: IDL.Type): fc.Arbitrary<unknown> {
  if (type instanceof IDL.FixedNatClass && type._bits === 8) {
    return fc.oneof(...[0, 1, 16, 32, 65].map((size) => fc.uint8Array({ minLength: size, maxLength: size })));
  }
  return fc.array(arbitraryOf(type), { maxLength: 4 });
}
