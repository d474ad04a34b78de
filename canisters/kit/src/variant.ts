import { IDL } from '@dfinity/candid';

/** A value of a Candid variant whose cases carry nothing. */
export type Plain<Case extends string> = { readonly [Name in Case]: { readonly [Key in Name]: null } }[Case];

/** Candid type of a variant whose cases carry nothing. */
export function plainVariant(cases: readonly string[]): IDL.VariantClass {
  return IDL.Variant(Object.fromEntries(cases.map((name) => [name, IDL.Null])));
}

/** The case that a variant value is in. */
export function caseOf<Variant extends object>(
  value: Variant,
): Variant extends unknown ? keyof Variant : never {
  return Object.keys(value)[0] as Variant extends unknown ? keyof Variant : never;
}
