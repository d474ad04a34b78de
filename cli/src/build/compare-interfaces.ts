import type { CandidFunc, CandidInterface, CandidType } from './candid-interface.ts';

/**
 * Lists where a built module's interface differs from its contract; empty when they are equal.
 * Equality, not subtyping: Candid's rule for `opt` lets `opt nat` pass for `opt text`, which would hide a slip.
 * Shape: each line names the method (or `init`) and the place inside its type, with both sides.
 */
export function compareInterfaces(contract: CandidInterface, built: CandidInterface): readonly string[] {
  const differences: string[] = [];
  const init = differenceOfLists(contract.initArguments, built.initArguments, 'argument', new Map());
  if (init !== undefined) {
    differences.push(`init: ${init}`);
  }
  for (const name of new Set([...contract.methods.keys(), ...built.methods.keys()])) {
    const promised = contract.methods.get(name);
    const present = built.methods.get(name);
    if (promised === undefined) {
      differences.push(
        `method ${name}: in the module, not in the contract (add it there, or declare it hidden)`,
      );
    } else if (present === undefined) {
      differences.push(`method ${name}: in the contract, not in the module`);
    } else {
      const difference = differenceOfFuncs(promised, present, new Map());
      if (difference !== undefined) {
        differences.push(`method ${name}: ${difference}`);
      }
    }
  }
  return differences;
}

/** Pairs of recursive types already under comparison: assumed equal, as equality of infinite trees allows. */
type Assumed = Map<CandidType, Set<CandidType>>;

function differenceOfFuncs(contract: CandidFunc, built: CandidFunc, assumed: Assumed): string | undefined {
  const promised = [...contract.annotations].sort().join(' ') || 'update';
  const present = [...built.annotations].sort().join(' ') || 'update';
  if (promised !== present) {
    return `expected ${promised}, got ${present}`;
  }
  return (
    differenceOfLists(contract.argTypes, built.argTypes, 'argument', assumed) ??
    differenceOfLists(contract.retTypes, built.retTypes, 'result', assumed)
  );
}

function differenceOfLists(
  contract: readonly CandidType[],
  built: readonly CandidType[],
  what: string,
  assumed: Assumed,
): string | undefined {
  if (contract.length !== built.length) {
    return `expected ${contract.length} ${what}(s), got ${built.length}`;
  }
  for (const [index, promised] of contract.entries()) {
    const difference = differenceOfTypes(promised, built[index] as CandidType, assumed);
    if (difference !== undefined) {
      return `${what} ${index + 1}${difference}`;
    }
  }
  return undefined;
}

function differenceOfTypes(contract: CandidType, built: CandidType, assumed: Assumed): string | undefined {
  const partners = assumed.get(contract) ?? new Set();
  if (partners.has(built)) {
    return undefined;
  }
  assumed.set(contract, partners.add(built));
  const promised = unfold(contract);
  const present = unfold(built);
  const kind = kindOf(promised);
  if (kind !== kindOf(present)) {
    return `: expected ${nameOf(promised)}, got ${nameOf(present)}`;
  }
  switch (kind) {
    case 'Vec':
    case 'Opt': {
      const inner = differenceOfTypes(promised._type as CandidType, present._type as CandidType, assumed);
      return inner === undefined ? undefined : ` (${kind.toLowerCase()})${inner}`;
    }
    case 'Record':
    case 'Variant':
    case 'Service':
      return differenceOfFields(promised, present, assumed);
    case 'Func': {
      const difference = differenceOfFuncs(promised as CandidFunc, present as CandidFunc, assumed);
      return difference === undefined ? undefined : ` (func): ${difference}`;
    }
    default:
      return promised.name === present.name ? undefined : `: expected ${promised.name}, got ${present.name}`;
  }
}

function differenceOfFields(contract: CandidType, built: CandidType, assumed: Assumed): string | undefined {
  const promised = new Map(contract._fields ?? []);
  const present = new Map(built._fields ?? []);
  for (const label of new Set([...promised.keys(), ...present.keys()])) {
    const left = promised.get(label);
    const right = present.get(label);
    if (left === undefined || right === undefined) {
      return `, field "${label}": ${left === undefined ? 'not in the contract' : 'not in the module'}`;
    }
    const difference = differenceOfTypes(left, right, assumed);
    if (difference !== undefined) {
      return `, field "${label}"${difference}`;
    }
  }
  return undefined;
}

function unfold(type: CandidType): CandidType {
  let unfolded = type;
  while (unfolded.typeName.includes('RecClass') && unfolded.getType !== undefined) {
    unfolded = unfolded.getType() ?? unfolded;
  }
  return unfolded;
}

/** The kind of a type; a tuple is the record that it abbreviates. */
function kindOf(type: CandidType): string {
  const kind = type.typeName.replace(/^__IDL_/, '').replace(/Class__$/, '');
  return kind === 'Tuple' ? 'Record' : kind;
}

function nameOf(type: CandidType): string {
  const kind = kindOf(type);
  return ['Vec', 'Opt', 'Record', 'Variant', 'Service', 'Func'].includes(kind)
    ? kind.toLowerCase()
    : type.name;
}
