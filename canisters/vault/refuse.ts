import { Refusal } from '@indus/kit/refusal';
import type { MethodError } from './method-error.ts';

/** Ends a method with a refusal. Context: before the first write. */
export function refuse(error: MethodError): never {
  throw new Refusal<MethodError>(error);
}

/** Refuses a value that is out of its bounds. */
export function refuseInvalid(field: string, message: string, limit?: number | bigint): never {
  return refuse({ Invalid: { field, message, limit: limit === undefined ? [] : [BigInt(limit)] } });
}

/** The refusal that a check ends with, or its value. */
export function attempt<Value>(
  check: () => Value,
): { readonly value: Value } | { readonly error: MethodError } {
  try {
    return { value: check() };
  } catch (error) {
    if (error instanceof Refusal) return { error: error.error as MethodError };
    throw error;
  }
}
