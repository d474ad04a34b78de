/** The name of the case that a variant of Candid is. Shape: an object with exactly one key. */
export function caseOf<Variant extends object>(variant: Variant): KeyOf<Variant> {
  return Object.keys(variant)[0] as KeyOf<Variant>;
}

type KeyOf<Union> = Union extends unknown ? Extract<keyof Union, string> : never;
