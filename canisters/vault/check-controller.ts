import type { Env } from '@indus/kit/env';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

/** Refuses everybody who does not control this canister. Errors: NotPermitted. */
export function checkController(vault: Vault, env: Env): void {
  if (!vault.host.system.isController(env.caller)) refuse({ NotPermitted: { caller: env.caller } });
}
