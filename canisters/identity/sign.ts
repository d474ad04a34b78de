import type { Env } from '@indus/kit/env';
import { SIGNATURES } from './limits.ts';
import { principalOf } from './pseudonym.ts';
import type { Pseudonym } from './pseudonym.ts';
import type { Provider } from './storage.ts';

/**
 * Signs for a pseudonym, at its rate: the signatures under one seed are bounded.
 * Context: the first write of a method.
 * Errors: RateLimited.
 */
export function sign(provider: Provider, env: Env, pseudonym: Pseudonym, message: Uint8Array): void {
  provider.rates.take({ ...env, caller: principalOf(pseudonym) }, SIGNATURES);
  provider.signatures.sign(env, pseudonym.seed, message);
  provider.commit(env);
}
