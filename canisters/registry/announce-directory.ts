import { IDL } from '@dfinity/candid';
import type { JobKind } from '@indus/kit/jobs';
import { notify } from '@indus/kit/safe-call';
import type { RemoteMethod } from '@indus/kit/safe-call';
import type { Registry } from './storage.ts';

const registryChanged: RemoteMethod<[bigint], void> = {
  name: 'registry_changed',
  args: [IDL.Nat64],
  results: [],
  replySizeBytesMax: 0,
};

/**
 * Tells every subscriber the head of the directory, one way: nobody's answer is waited for, so a canister that is stopped,
 * deleted or hostile keeps nobody from anything.
 */
export function announceDirectory(registry: Registry): JobKind {
  return {
    run: (env) => {
      const { head } = registry.directory;
      for (const canister of registry.subscribers.all())
        notify(env, registryChanged, { canister, args: [head] });
      registry.directory.putAnnounced(head);
    },
    retryS: 10,
    retryMaxS: 300,
  };
}
