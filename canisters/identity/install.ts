import { startDirectorySync } from '@indus/kit/directory-sync';
import { startEntropy } from '@indus/kit/entropy-job';
import type { Env } from '@indus/kit/env';
import { configure } from './configuration.ts';
import type { IdentityInit } from './configuration.ts';
import type { Provider } from './storage.ts';

/**
 * Sets a provider up.
 * Errors: Invalid; the module is not installed then.
 */
export function install(provider: Provider, env: Env, [given]: [] | [IdentityInit]): void {
  const configuration = configure(given, undefined);
  provider.create();
  provider.setUp(configuration);
  for (const registry of configuration.registry) provider.directory.follow(registry);
  start(provider, env);
}

/**
 * Takes up the tables of the module before, with what is given anew, and certifies them again: an upgrade clears nothing but
 * the heap.
 * Errors: Invalid; the module before stays.
 */
export function upgrade(provider: Provider, env: Env, [given]: [] | [IdentityInit]): void {
  provider.open();
  const before = provider.configuration;
  const configuration = configure(given, before);
  provider.setUp(configuration);
  const [old] = before.registry;
  for (const registry of configuration.registry) {
    if (old?.toText() !== registry.toText()) provider.directory.follow(registry);
  }
  start(provider, env);
}

function start(provider: Provider, env: Env): void {
  provider.commit(env);
  startEntropy(provider.jobs, env);
  if (provider.configuration.registry.length > 0) startDirectorySync(provider.jobs, env);
  provider.jobs.start();
}
