import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { Random } from '../sim/random.ts';

const NAMES = [
  'canister_id',
  'mode',
  'arg',
  'wasm_module',
  'settings',
  'a',
  'b',
  '_0_',
  '_4294967295_',
  'ok',
  'ÿ',
];
const BIG = [0n, 1n, 127n, 128n, 2n ** 32n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 128n - 1n, 2n ** 200n];
const FIXED = [IDL.Nat8, IDL.Nat16, IDL.Nat32, IDL.Nat64, IDL.Int8, IDL.Int16, IDL.Int32, IDL.Int64] as const;
const PLAIN = [
  IDL.Null,
  IDL.Bool,
  IDL.Nat,
  IDL.Int,
  IDL.Text,
  IDL.Reserved,
  IDL.Principal,
  IDL.Float64,
] as const;

/** A random Candid type without recursion. */
export function randomType(random: Random, depth = 0): IDL.Type {
  const kind = random.below(depth > 3 ? 5 : 10);
  if (kind < 3) return random.pick(PLAIN);
  if (kind < 5) return random.pick(FIXED);
  const inner = (): IDL.Type => randomType(random, depth + 1);
  if (kind === 5) return IDL.Opt(inner());
  if (kind === 6) return IDL.Vec(random.chance(40) ? IDL.Nat8 : inner());
  if (kind === 7) return IDL.Tuple(...Array.from({ length: random.below(4) }, inner));
  const fields = Object.fromEntries(
    Array.from({ length: 1 + random.below(4) }, () => [random.pick(NAMES), inner()]),
  );
  return kind === 8 ? IDL.Record(fields) : IDL.Variant(fields);
}

/** Values that a generator would hardly hit, by the name of the field in which they stand. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** A random value of the type. */
export function randomValue(type: IDL.Type, random: Random, known: Known = {}): unknown {
  return type.accept(new ValueMaker(random, known), 0);
}

/** Makes a value of each type that it visits; what it is given is how deep the value lies. */
class ValueMaker extends IDL.Visitor<number, unknown> {
  readonly #random: Random;
  readonly #known: Known;

  constructor(random: Random, known: Known) {
    super();
    this.#random = random;
    this.#known = known;
  }

  override visitNull(): null {
    return null;
  }
  override visitReserved(): null {
    return null;
  }
  override visitBool(): boolean {
    return this.#random.chance(50);
  }
  override visitText(): string {
    return this.#random.pick(['', 'a', 'key_1', 'dfx_test_key', 'PATH', '\u{1f600}', 'x'.repeat(200)]);
  }
  override visitNumber(): unknown {
    return 0;
  }
  override visitInt(): bigint {
    return this.#random.pick(BIG) * (this.#random.chance(50) ? 1n : -1n);
  }
  override visitNat(): bigint {
    return this.#random.pick(BIG);
  }
  override visitFloat(): number {
    return this.#random.pick([0, -0, 1.5, Infinity, -Infinity, NaN, 5e-324]);
  }
  override visitFixedInt(type: IDL.FixedIntClass): unknown {
    return fixed(
      type._bits,
      -(2n ** BigInt(type._bits - 1)),
      2n ** BigInt(type._bits - 1) - 1n,
      this.#random,
    );
  }
  override visitFixedNat(type: IDL.FixedNatClass): unknown {
    return fixed(type._bits, 0n, 2n ** BigInt(type._bits) - 1n, this.#random);
  }
  override visitPrincipal(): Principal {
    const known = this.#known['principal'];
    if (known && this.#random.chance(80)) return this.#random.pick(known) as Principal;
    return Principal.fromUint8Array(this.#random.bytes(this.#random.below(30)));
  }
  override visitFunc(): [Principal, string] {
    return [this.visitPrincipal(), this.#random.pick(['transform', '', 'a', 'x'.repeat(200)])];
  }
  override visitService(): Principal {
    return this.visitPrincipal();
  }
  override visitVec<T>(_type: IDL.VecClass<T>, element: IDL.Type<T>, depth: number): unknown {
    if (element instanceof IDL.FixedNatClass && element._bits === 8) return this.#bytes();
    const length = this.#random.below(this.#random.chance(5) ? 40 : 4);
    return Array.from({ length }, () => element.accept(this, depth + 1));
  }
  override visitOpt<T>(_type: IDL.OptClass<T>, inner: IDL.Type<T>, depth: number): unknown {
    return depth > 40 || this.#random.chance(50) ? [] : [inner.accept(this, depth + 1)];
  }
  override visitRecord(_type: IDL.RecordClass, fields: [string, IDL.Type][], depth: number): unknown {
    return Object.fromEntries(fields.map(([name, type]) => [name, this.#field(name, type, depth)]));
  }
  override visitTuple<T extends unknown[]>(
    _type: IDL.TupleClass<T>,
    parts: IDL.Type[],
    depth: number,
  ): unknown {
    return parts.map((part) => part.accept(this, depth + 1));
  }
  override visitVariant(_type: IDL.VariantClass, fields: [string, IDL.Type][], depth: number): unknown {
    const [name, type] = this.#random.pick(fields);
    return { [name]: this.#field(name, type, depth) };
  }
  override visitRec<T>(_type: IDL.RecClass<T>, inner: IDL.ConstructType<T>, depth: number): unknown {
    return inner.accept(this, depth + 1);
  }

  #field(name: string, type: IDL.Type, depth: number): unknown {
    const known = this.#known[name];
    if (known && this.#random.chance(85)) {
      const value = this.#random.pick(known);
      const made = type instanceof IDL.OptClass ? [value] : value;
      if (isOfType(type, made)) return made;
    }
    return type.accept(this, depth + 1);
  }

  #bytes(): Uint8Array {
    const known = this.#known['blob'];
    if (known && this.#random.chance(50)) return this.#random.pick(known) as Uint8Array;
    return this.#random.bytes(this.#random.pick([0, 1, 8, 29, 32, 32, 33, 64, 300]));
  }
}

/** Names of fields are known, not their types: the same name may stand for another thing elsewhere. */
function isOfType(type: IDL.Type, value: unknown): boolean {
  try {
    return type.covariant(value);
  } catch {
    return false;
  }
}

function fixed(bits: number, least: bigint, most: bigint, random: Random): unknown {
  const value = random.pick([0n, 1n, least, most, BigInt(random.below(100))]);
  return bits > 32 ? value : Number(value);
}
