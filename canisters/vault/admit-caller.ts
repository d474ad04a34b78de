import type { Env } from '@indus/kit/env';
import { attempt, refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

/** How many times as often as a person a canister may call that the registry has verified. */
export const SYSTEM_FACTOR = 100;

/** What the registry bounds for each caller. */
const PARAMETERS = { reads: 'vault_reads_per_minute', writes: 'vault_writes_per_minute' } as const;

/**
 * Lets a caller read what is held on others, or write. A canister on record that runs what the registry has verified speaks
 * for many people and has more.
 * Errors: AnonymousCaller; RateLimited, with the time to come again.
 */
export function admitCaller(vault: Vault, env: Env, what: keyof typeof PARAMETERS): void {
  vault.access.requireSigned(env);
  const perMinute = Number(vault.directory.parameter(PARAMETERS[what]));
  const taken = attempt(() => vault.rates.take(env, { name: what, burst: perMinute, perMinute }));
  if (!('error' in taken)) return;
  const canister = vault.directory.canister(env.caller);
  if (canister === undefined || !('verified' in canister.state)) refuse(taken.error);
  const most = perMinute * SYSTEM_FACTOR;
  vault.rates.take(env, { name: `system_${what}`, burst: most, perMinute: most });
}
