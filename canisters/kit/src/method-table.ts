import { IDL } from '@dfinity/candid';
import { method } from './method.ts';
import type { Method } from './method.ts';

/** Makes the methods of one canister. */
export interface MethodTable {
  /** A method that changes something. `argumentSizeBytesMax` as usual when absent. */
  update<Args extends readonly unknown[], Value>(
    args: IDL.Type[],
    result: IDL.Type,
    argumentSizeBytesMax?: number,
  ): Method<Args, Value>;
  /** A method that only reads. */
  query<Args extends readonly unknown[], Value>(args: IDL.Type[], result: IDL.Type): Method<Args, Value>;
  /** Candid type of what a method answers with a value. */
  resultOf(value: IDL.Type): IDL.Type;
}

/** What the methods of a canister have in common: its `MethodError`, and how long an argument may usually be. Units: bytes. */
export function methodTable(errors: IDL.Type, argumentSizeBytesUsual: number): MethodTable {
  return {
    update: (args, result, argumentSizeBytesMax = argumentSizeBytesUsual) =>
      method({ kind: 'update', args, result, argumentSizeBytesMax }),
    query: (args, result) =>
      method({ kind: 'query', args, result, argumentSizeBytesMax: argumentSizeBytesUsual }),
    resultOf: (value) => IDL.Variant({ Ok: value, Err: errors }),
  };
}
