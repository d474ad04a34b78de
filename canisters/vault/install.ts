import type { Principal } from '@dfinity/principal';
import { startDirectorySync } from '@indus/kit/directory-sync';
import { startEntropy } from '@indus/kit/entropy-job';
import type { Env } from '@indus/kit/env';
import type { VaultInit } from './bucket.ts';
import { BUCKETS_MAX } from './limits.ts';
import { refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';

const VETKD_KEYS = ['dfx_test_key', 'test_key_1', 'key_1'];

/**
 * Sets a shard up with the buckets that it begins with.
 * Errors: Invalid; the module is not installed then.
 */
export function install(vault: Vault, env: Env, self: Principal, init: VaultInit): void {
  const { buckets, owned, registry, vetkd_key: key } = init;
  const isPowerOfTwo = buckets >= 1 && (buckets & (buckets - 1)) === 0;
  if (!isPowerOfTwo || buckets > BUCKETS_MAX) {
    refuseInvalid('buckets', `expected a power of two up to ${BUCKETS_MAX}, got ${buckets}`, BUCKETS_MAX);
  }
  if (!VETKD_KEYS.includes(key)) refuseInvalid('vetkd_key', `expected one of ${VETKD_KEYS.join(', ')}`);
  for (const { from, to } of owned) {
    if (from > to || to >= buckets) refuseInvalid('owned', `expected ranges within 0 and ${buckets - 1}`);
  }
  vault.create(init);
  vault.directory.follow(registry);
  for (const { from, to } of owned) {
    for (let bucket = from; bucket <= to; bucket += 1) {
      vault.buckets.setPlace(bucket, { kind: 'owned', epoch: 0n, shard: self });
      vault.certifyBucket(bucket);
    }
  }
  vault.buckets.setPlace(buckets, { kind: 'owned', epoch: 0n, shard: self });
  start(vault, env);
}

/** Takes up the tables of the module before, and certifies them again: an upgrade clears nothing but the heap. */
export function upgrade(vault: Vault, env: Env): void {
  vault.open();
  start(vault, env);
}

function start(vault: Vault, env: Env): void {
  vault.commit(env);
  startEntropy(vault.jobs, env);
  startDirectorySync(vault.jobs, env);
  vault.jobs.start();
}
