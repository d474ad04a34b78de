import { azleSystem } from '@indus/kit/azle-system';
import { serve, serveAsync } from '@indus/kit/endpoint';
import type { Method, ServeHooks } from '@indus/kit/endpoint';
import type { AsyncEnv, Env } from '@indus/kit/env';
import { openStableTable } from '@indus/kit/stable-table';
import { admitCaller } from './admit-caller.ts';
import { jobKinds } from './job-kinds.ts';
import { METHODS } from './methods.ts';
import type { Recorded } from './record-act.ts';
import { recordMalformed } from './record-malformed.ts';
import { Vault } from './storage.ts';

type Run<Args extends readonly unknown[], Value> = (vault: Vault, env: Env, ...args: Args) => Value;
type RunAsync<Args extends readonly unknown[], Value> = (
  vault: Vault,
  env: AsyncEnv,
  ...args: Args
) => Promise<Value>;

const NAMES = new Map<object, string>(Object.entries(METHODS).map(([name, method]) => [method, name]));

let opened: Vault | undefined;

/** The one vault of this canister, which all classes of the door share. Context: from install or upgrade on. */
export function theVault(): Vault {
  opened ??= new Vault(openStableTable, azleSystem, jobKinds);
  return opened;
}

/** Runs a query, or what controllers and shards alone may do. */
export function serveOpen<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  run: Run<Args, Value>,
  hooks?: ServeHooks,
): void {
  const vault = theVault();
  vault.begin();
  serve(method, vault.host, (env, ...args: Args) => run(vault, env, ...args), hooks);
}

/** As {@link serveOpen}, for a method that waits. */
export function serveOpenAsync<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  run: RunAsync<Args, Value>,
  hooks?: ServeHooks,
): Promise<void> {
  const vault = theVault();
  vault.begin();
  return serveAsync(method, vault.host, (env, ...args: Args) => run(vault, env, ...args), hooks);
}

/** Runs a write at the caller's rate. */
export function serveWrite<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  run: Run<Args, Value>,
): void {
  serveOpen(method, run, AT_RATE);
}

/** As {@link serveWrite}, for a method that waits. */
export function serveWriteAsync<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  run: RunAsync<Args, Value>,
): Promise<void> {
  return serveOpenAsync(method, run, AT_RATE);
}

/** Runs a read by others, which takes from the caller's rate itself. Only what is in the ledger leaves by it. */
export function serveRead<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  run: Run<Args, Recorded<Value>>,
): void {
  serveOpen(method, (vault, env, ...args: Args) => run(vault, env, ...args).value, malformedRead(method));
}

/** As {@link serveRead}, for a method that waits. */
export function serveReadAsync<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  run: RunAsync<Args, Recorded<Value>>,
): Promise<void> {
  return serveOpenAsync(
    method,
    async (vault, env, ...args: Args) => (await run(vault, env, ...args)).value,
    malformedRead(method),
  );
}

const AT_RATE: ServeHooks = { before: (env) => admitCaller(theVault(), env, 'writes') };

/** A read by others that nobody can read is written down too. */
function malformedRead(method: object): ServeHooks {
  const name = NAMES.get(method) as string;
  return {
    onMalformed: { method: name, answer: (env, malformed) => recordMalformed(theVault(), env, malformed) },
  };
}
