import { IDL } from '@dfinity/candid';

/** The type behind a name that refers to itself. */
export function unfoldType(type: IDL.Type): IDL.Type {
  let found = type;
  while (found instanceof IDL.RecClass) found = found.getType() ?? IDL.Empty;
  return found;
}

/** The element of a vector; undefined for other types. */
export function elementOf(type: IDL.Type): IDL.Type | undefined {
  return type instanceof IDL.VecClass ? (type as unknown as { readonly _type: IDL.Type })._type : undefined;
}

/** The type within an opt; undefined for other types. */
export function optionOf(type: IDL.Type): IDL.Type | undefined {
  return type instanceof IDL.OptClass ? (type as unknown as { readonly _type: IDL.Type })._type : undefined;
}

/** The fields of a record or variant. */
export function fieldsOf(type: IDL.RecordClass | IDL.VariantClass): readonly (readonly [string, IDL.Type])[] {
  return (type as unknown as { readonly _fields: readonly (readonly [string, IDL.Type])[] })._fields;
}

/** Is it a blob? */
export function isBlob(type: IDL.Type): boolean {
  const element = elementOf(type);
  return element !== undefined && element instanceof IDL.FixedNatClass && element.name === 'nat8';
}
