import type { IDL } from '@dfinity/candid';
import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { ascii } from '@indus/kit/hash-tree';
import type { RateClass } from '@indus/kit/rate-limit';
import type { OnceRequest } from './methods.ts';
import { refuse } from './method-error.ts';
import type { Registry } from './storage.ts';

/** How often anyone may write. */
export const WRITES: RateClass = { name: 'writes', burst: 300, perMinute: 120 };

/** What came, and the Candid type of what is answered. */
export interface Written {
  /** Of the method: the same key is another request in another method. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly reply: IDL.Type;
}

/**
 * Lets a caller write.
 * Errors: AnonymousCaller; RateLimited.
 */
export function admitWriter(registry: Registry, env: Env): void {
  if (env.caller.isAnonymous()) refuse({ AnonymousCaller: null });
  registry.rates.take(env, WRITES);
}

/**
 * Acts, or answers what it answered to the same message with the same key before.
 * Errors: Invalid for the key; IdempotencyConflict; TooManyIdempotencyKeys; what `act` refuses.
 */
export function writeOnce<Value>(
  registry: Registry,
  env: Env,
  { name, args: [request], reply }: Written,
  act: () => Value,
): Value {
  const { idempotency_key: key = [] } = (request ?? {}) as OnceRequest;
  if (key.length === 0) return act();
  const sent = concatBytes(ascii(name), registry.host.system.argument());
  return registry.idempotency.once(env, { key, request: sent, reply }, act);
}
