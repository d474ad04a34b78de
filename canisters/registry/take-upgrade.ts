import { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { Again, Job, JobKind } from '@indus/kit/jobs';
import { canisterKey } from './canister-store.ts';
import { declareCanister } from './change-canister.ts';
import type { Registry } from './storage.ts';

/** Puts upgrades into effect when their notice is over: from then on the approved module is the expected one. */
export function takeUpgrade(registry: Registry): JobKind {
  return { run: (env, job) => run(registry, env, job), retryS: 60, retryMaxS: 3_600 };
}

function run(registry: Registry, env: Env, { key }: Job): Again | undefined {
  const record = registry.canisters.records.get(canisterKey(Principal.fromUint8Array(key)));
  const [pending] = record?.pending_upgrade ?? [];
  if (record === undefined || pending === undefined) return undefined;
  if (env.nowNs < pending.effective_at_ns) return { dueNs: pending.effective_at_ns };
  const { proposal, source, recipe, expected_sha256 } = pending;
  const declared = { ...record.declared, source, recipe, expected_sha256, proposal: [proposal] as [bigint] };
  declareCanister(registry, env, { ...record, pending_upgrade: [] }, declared);
  registry.commit(env);
  return undefined;
}
