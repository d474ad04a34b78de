import { IDL } from '@dfinity/candid';
import type { Directory } from './directory.ts';
import { DirectoryPage, ReadDirectoryRequest } from './directory-feed.ts';
import type { AsyncEnv, Env } from './env.ts';
import type { Again, JobKind, Jobs } from './jobs.ts';
import { refuseKit } from './kit-errors.ts';
import { CallFailed } from './call-failed.ts';
import { safeCall } from './safe-call.ts';
import type { RemoteMethod } from './safe-call.ts';

/** The kind of the job that keeps the mirror; there is one of it. */
export const DIRECTORY_SYNC = 'directory_sync';

/** Units: seconds between two looks at the registry. */
export const DIRECTORY_SYNC_S = 60;

const PAGE_CHANGES = 100;
const RUN_PAGES_MAX = 10;
const NS_PER_SECOND = 1_000_000_000n;
const NONE = new Uint8Array(0);

/** What this canister does not look into: why the registry refused. */
type Answer<Value> = { readonly Ok: Value } | { readonly Err: unknown };

const readDirectory: RemoteMethod<[ReadDirectoryRequest], Answer<DirectoryPage>> = {
  name: 'read_directory',
  args: [ReadDirectoryRequest],
  results: [IDL.Variant({ Ok: DirectoryPage, Err: IDL.Reserved })],
  replySizeBytesMax: 1_048_576,
};

const subscribeDirectory: RemoteMethod<[], Answer<null>> = {
  name: 'subscribe_directory',
  args: [],
  results: [IDL.Variant({ Ok: IDL.Null, Err: IDL.Reserved })],
  replySizeBytesMax: 4_096,
};

/**
 * Keeps the mirror: reads the registry's changes page by page from where it stands, and comes back in a minute. A page is
 * taken in whole, so a run that breaks off goes on where it was.
 */
export function directorySync(directory: Directory): JobKind {
  return { run: (env) => sync(directory, env), retryS: 30, retryMaxS: DIRECTORY_SYNC_S };
}

/** Begins to keep the mirror. Context: install and upgrade, before the jobs start. */
export function startDirectorySync(jobs: Jobs, env: Env): void {
  jobs.scheduleBy(syncJob(env.nowNs));
}

/**
 * Takes the registry's word that the directory has changed: the mirror looks at once.
 * Context: the canister's one-way method `registry_changed : (head : nat64) -> ()`.
 * Errors: NotPermitted when someone else calls.
 */
export function registryChanged(directory: Directory, jobs: Jobs, env: Env, head: bigint): void {
  const { registry, after } = directory.head;
  if (registry.toText() !== env.caller.toText()) refuseKit({ NotPermitted: { caller: env.caller } });
  if (head > after) jobs.scheduleBy(syncJob(env.nowNs));
}

function syncJob(dueNs: bigint): { kind: string; key: Uint8Array; payload: Uint8Array; dueNs: bigint } {
  return { kind: DIRECTORY_SYNC, key: NONE, payload: NONE, dueNs };
}

async function sync(directory: Directory, env: AsyncEnv): Promise<Again> {
  for (let pages = 0; pages < RUN_PAGES_MAX; pages += 1) {
    const askedAtNs = env.nowNs;
    if (await takePage(directory, env, askedAtNs)) {
      await subscribe(directory, env);
      return { dueNs: env.nowNs + BigInt(DIRECTORY_SYNC_S) * NS_PER_SECOND };
    }
  }
  return { dueNs: env.nowNs };
}

/** Whether the mirror is complete with this page. */
async function takePage(directory: Directory, env: AsyncEnv, askedAtNs: bigint): Promise<boolean> {
  const { after, registry } = directory.head;
  const answer = await safeCall(env, readDirectory, {
    canister: registry,
    args: [{ after, limit: PAGE_CHANGES }],
  });
  if ('Err' in answer) throw new CallFailed('canister_reject', 'the registry refused its directory');
  const now = directory.head;
  // Another run may have taken the page in while this one waited.
  if (now.after !== after) return now.after >= answer.Ok.head;
  const { changes, head } = answer.Ok;
  const isBehind = head < after || (changes.length === 0 && head !== after);
  if (isBehind) throw new CallFailed('reply_refused', `expected a head from ${after} on, got ${head}`);
  directory.apply(answer.Ok);
  const isComplete = directory.head.after === head;
  const { syncedAtNs } = now;
  if (isComplete && askedAtNs > syncedAtNs) directory.putHead({ ...directory.head, syncedAtNs: askedAtNs });
  return isComplete;
}

/** Asks to be told of changes, until the registry agrees: it does so once this canister is on its record. */
async function subscribe(directory: Directory, env: AsyncEnv): Promise<void> {
  const { isSubscribed, registry } = directory.head;
  if (isSubscribed) return;
  try {
    const answer = await safeCall(env, subscribeDirectory, { canister: registry, args: [] });
    if ('Ok' in answer) directory.putHead({ ...directory.head, isSubscribed: true });
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
  }
}
