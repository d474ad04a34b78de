import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { toHex } from '@indus/kit/bytes';

/** A value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A Candid value as JSON: an optional is its value or null, a blob is hexadecimal, a principal is text, a case without
 * content is its name, a case with content an object of one field. Numbers beyond what JSON readers keep exactly, such as
 * times, are decimal text.
 */
export function jsonOf(type: IDL.Type, value: unknown): Json {
  if (type instanceof IDL.OptClass) return optionalOf(type, value as [] | [unknown]);
  if (type instanceof IDL.VecClass) return vectorOf(type, value);
  if (type instanceof IDL.RecordClass) return recordOf(type, value as Record<string, unknown>);
  if (type instanceof IDL.VariantClass) return caseOfVariant(type, value as Record<string, unknown>);
  if (type instanceof IDL.PrincipalClass) return (value as Principal).toText();
  return typeof value === 'bigint' ? exact(value) : (value as Json);
}

/** A number, or its decimal digits when JSON readers would round it. */
export function exact(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}

function optionalOf(type: IDL.OptClass<unknown>, [value]: [] | [unknown]): Json {
  return value === undefined ? null : jsonOf(type._type, value);
}

function vectorOf(type: IDL.VecClass<unknown>, value: unknown): Json {
  if (type._type instanceof IDL.FixedNatClass && type._type._bits === 8)
    return toHex(Uint8Array.from(value as Uint8Array));
  return Array.from(value as Iterable<unknown>, (item) => jsonOf(type._type, item));
}

function recordOf(type: IDL.RecordClass, value: Record<string, unknown>): Json {
  return Object.fromEntries(type._fields.map(([name, field]) => [name, jsonOf(field, value[name])]));
}

function caseOfVariant(type: IDL.VariantClass, value: Record<string, unknown>): Json {
  const [name, content] = Object.entries(value)[0] as [string, unknown];
  const [, field] = type._fields.find(([known]) => known === name) as [string, IDL.Type];
  return field instanceof IDL.NullClass ? name : { [name]: jsonOf(field, content) };
}
