import { IDL } from '@dfinity/candid';
import { DidInvalid, type DidFile, type DidFunc, type DidType, parseDid } from './parse-did.ts';

/** A method of a service as a page offers it. */
export interface ServiceMethod {
  readonly name: string;
  readonly func: IDL.FuncClass;
  /** What the interface says of it in comments. */
  readonly comment: string | undefined;
}

const PRIMITIVES: Readonly<Record<string, IDL.Type>> = {
  nat: IDL.Nat,
  nat8: IDL.Nat8,
  nat16: IDL.Nat16,
  nat32: IDL.Nat32,
  nat64: IDL.Nat64,
  int: IDL.Int,
  int8: IDL.Int8,
  int16: IDL.Int16,
  int32: IDL.Int32,
  int64: IDL.Int64,
  float32: IDL.Float32,
  float64: IDL.Float64,
  bool: IDL.Bool,
  text: IDL.Text,
  null: IDL.Null,
  reserved: IDL.Reserved,
  empty: IDL.Empty,
  principal: IDL.Principal,
};

/** The methods of an interface in their order. Errors: DidInvalid. */
export function methodsOf(text: string): readonly ServiceMethod[] {
  const file = parseDid(text);
  const resolver = new Resolver(file);
  return resolver.service().map(([name, type]) => ({
    name,
    func: resolver.func(type),
    comment: file.comments.get(name),
  }));
}

class Resolver {
  readonly #file: DidFile;
  readonly #known = new Map<string, IDL.Type>();
  /** Names under way; a type that is set was asked for again from within itself. */
  readonly #open = new Map<string, IDL.RecClass | undefined>();

  constructor(file: DidFile) {
    this.#file = file;
  }

  service(): readonly (readonly [string, DidType])[] {
    const service = this.#file.service && this.#unnamed(this.#file.service);
    if (service?.kind !== 'service') throw new DidInvalid('expected a service');
    return service.methods;
  }

  func(type: DidType): IDL.FuncClass {
    const func = this.#unnamed(type);
    if (func.kind !== 'func') throw new DidInvalid(`expected a function, got ${func.kind}`);
    return this.#makeFunc(func);
  }

  #makeFunc(func: DidFunc): IDL.FuncClass {
    const types = (list: readonly DidType[]) =>
      list.map((type) => this.#resolve(type)) as [] | [IDL.Type, ...IDL.Type[]];
    return new IDL.FuncClass(types(func.arguments), types(func.results), [...func.modes]);
  }

  #unnamed(type: DidType): DidType {
    let found = type;
    for (let steps = 0; found.kind === 'name'; steps++) {
      const next = this.#file.types.get(found.name);
      if (!next || steps > this.#file.types.size) throw new DidInvalid(`expected a type ${found.name}`);
      found = next;
    }
    return found;
  }

  #resolve(type: DidType): IDL.Type {
    switch (type.kind) {
      case 'primitive':
        return PRIMITIVES[type.name] ?? IDL.Empty;
      case 'name':
        return this.#named(type.name);
      case 'opt':
        return IDL.Opt(this.#resolve(type.of));
      case 'vec':
        return IDL.Vec(this.#resolve(type.of));
      case 'record':
        return IDL.Record(this.#fields(type.fields));
      case 'variant':
        return IDL.Variant(this.#fields(type.fields));
      case 'func':
        return this.#makeFunc(type);
      case 'service':
        return IDL.Service(
          Object.fromEntries(type.methods.map(([name, method]) => [name, this.func(method)])),
        );
    }
  }

  #fields(fields: readonly (readonly [string, DidType])[]): Record<string, IDL.Type> {
    return Object.fromEntries(fields.map(([label, type]) => [label, this.#resolve(type)]));
  }

  #named(name: string): IDL.Type {
    const known = this.#known.get(name);
    if (known) return known;
    if (this.#open.has(name)) {
      const made = this.#open.get(name) ?? IDL.Rec();
      this.#open.set(name, made);
      return made;
    }
    const type = this.#unnamed({ kind: 'name', name });
    this.#open.set(name, undefined);
    const built = this.#resolve(type);
    const recursive = this.#open.get(name);
    this.#open.delete(name);
    recursive?.fill(built as IDL.ConstructType);
    this.#known.set(name, recursive ?? built);
    return recursive ?? built;
  }
}
