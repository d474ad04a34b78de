import { concatBytes } from './bytes.ts';
import { hashInKernel, hasKernel } from './hash-kernel.ts';
import { sha256InScript } from './sha256-script.ts';

/** Number of bytes of a SHA-256 hash. */
export const HASH_SIZE_BYTES = 32;

/**
 * SHA-256 of the parts, one after another: in the module's hash kernel where the build put one, else in JavaScript.
 * Context: every call, queries and inspections too.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  if (hasKernel) return hashInKernel(parts);
  return sha256InScript(parts.length === 1 ? (parts[0] as Uint8Array) : concatBytes(...parts));
}
