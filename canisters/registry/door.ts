import type { IDL } from '@dfinity/candid';
import { azleSystem } from '@indus/kit/azle-system';
import { serve } from '@indus/kit/endpoint';
import type { Method } from '@indus/kit/endpoint';
import type { Env } from '@indus/kit/env';
import { openStableTable } from '@indus/kit/stable-table';
import { admitWriter, writeOnce } from './admit-writer.ts';
import { jobKinds } from './job-kinds.ts';
import { METHODS } from './methods.ts';
import { Registry } from './storage.ts';

const NAMES = new Map<object, string>(Object.entries(METHODS).map(([name, method]) => [method, name]));

let opened: Registry | undefined;

/** The one registry of this canister, which all classes of the door share. Context: from install or upgrade on. */
export function theRegistry(): Registry {
  opened ??= new Registry(openStableTable, azleSystem, jobKinds);
  return opened;
}

/** Runs a read. */
export function serveRead<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  run: (registry: Registry, env: Env, ...args: Args) => Value,
): void {
  const registry = theRegistry();
  serve(method, registry.host, (env, ...args: Args) => run(registry, env, ...args));
}

/** Runs a write: signed, at the caller's rate, and once for each idempotency key. */
export function serveWrite<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  reply: IDL.Type,
  run: (registry: Registry, env: Env, ...args: Args) => Value,
): void {
  const registry = theRegistry();
  const name = NAMES.get(method) as string;
  serve(
    method,
    registry.host,
    (env, ...args: Args) =>
      writeOnce(registry, env, { name, args, reply }, () => run(registry, env, ...args)),
    { before: (env) => admitWriter(registry, env) },
  );
}
