import { DIRECTORY_SUBSCRIBERS_MAX } from '@indus/kit/directory-feed';
import type { Env } from '@indus/kit/env';
import { canisterKey } from './canister-store.ts';
import { refuse } from './method-error.ts';
import type { Registry } from './storage.ts';

/**
 * Has the calling canister told of changes from now on; asking twice is as asking once.
 * Errors: NotPermitted when it has no record or is retired; TooMany.
 */
export function subscribeDirectory(registry: Registry, env: Env): null {
  const record = registry.canisters.records.get(canisterKey(env.caller));
  if (record === undefined || 'retired' in record.state) refuse({ NotPermitted: { caller: env.caller } });
  if (registry.subscribers.has(env.caller)) return null;
  if (registry.subscribers.all().length >= DIRECTORY_SUBSCRIBERS_MAX)
    refuse({ TooMany: { what: 'subscribers', limit: BigInt(DIRECTORY_SUBSCRIBERS_MAX) } });
  registry.subscribers.add(env.caller);
  return null;
}
