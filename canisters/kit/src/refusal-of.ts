import { Refusal } from './refusal.ts';

/** The refusal that a call meets; nothing when it is not refused. Context: tests. */
export function refusalOf<MethodError extends object = object>(call: () => unknown): MethodError | undefined {
  try {
    call();
  } catch (error) {
    if (error instanceof Refusal) return error.error as MethodError;
    throw error;
  }
  return undefined;
}
