import { DIRECTORY_SYNC, directorySync } from '@indus/kit/directory-sync';
import { ENTROPY, entropyJob } from '@indus/kit/entropy-job';
import type { JobKinds } from './storage.ts';

/** Everything that the provider does by itself when its time has come. */
export const jobKinds: JobKinds = (provider) => ({
  [DIRECTORY_SYNC]: directorySync(provider.directory),
  [ENTROPY]: entropyJob({ secret: provider.salt, rng: provider.random }),
});
