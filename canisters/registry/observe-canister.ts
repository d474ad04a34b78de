import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { equalBytes } from '@indus/kit/bytes';
import { CallFailed } from '@indus/kit/call-failed';
import type { AsyncEnv } from '@indus/kit/env';
import type { Again, Job, JobKind } from '@indus/kit/jobs';
import { safeCall } from '@indus/kit/safe-call';
import type { RemoteMethod } from '@indus/kit/safe-call';
import type { CanisterRecord, Observation } from './canister-record.ts';
import { canisterKey } from './canister-store.ts';
import { CHECKED_CHANGES_MAX } from './limits.ts';
import { recordPassing, settleCanister } from './settle-canister.ts';
import type { Registry } from './storage.ts';

const NS_PER_MINUTE = 60_000_000_000n;

interface Change {
  readonly timestamp_nanos: bigint;
  /** Absent for changes other than of the module. */
  readonly details: [] | [{ readonly code_deployment: { readonly module_hash: Uint8Array } }];
}

interface CanisterInfo {
  readonly total_num_changes: bigint;
  readonly recent_changes: readonly Change[];
  readonly module_hash: [] | [Uint8Array];
  readonly controllers: readonly Principal[];
}

interface CanisterInfoRequest {
  readonly canister_id: Principal;
  readonly num_requested_changes: [] | [bigint];
}

const Blob = IDL.Vec(IDL.Nat8);

/** Source: IC interface specification, "IC method canister_info". */
const canisterInfo: RemoteMethod<[CanisterInfoRequest], CanisterInfo> = {
  name: 'canister_info',
  args: [IDL.Record({ canister_id: IDL.Principal, num_requested_changes: IDL.Opt(IDL.Nat64) })],
  results: [
    IDL.Record({
      total_num_changes: IDL.Nat64,
      recent_changes: IDL.Vec(
        IDL.Record({
          timestamp_nanos: IDL.Nat64,
          details: IDL.Opt(IDL.Variant({ code_deployment: IDL.Record({ module_hash: Blob }) })),
        }),
      ),
      module_hash: IDL.Opt(Blob),
      controllers: IDL.Vec(IDL.Principal),
    }),
  ],
  replySizeBytesMax: 65_536,
};

/**
 * Looks at a canister on record: asks the subnet what runs there and who controls it, settles the record, and comes back after
 * the period that the board has decided.
 */
export function observeCanister(registry: Registry): JobKind {
  return { run: (env, job) => observe(registry, env, job), retryS: 60, retryMaxS: 3_600 };
}

async function observe(registry: Registry, env: AsyncEnv, { key }: Job): Promise<Again | undefined> {
  const canister = Principal.fromUint8Array(key);
  const info = await infoOf(env, canister);
  const record = registry.canisters.records.get(canisterKey(canister));
  if (record === undefined || 'retired' in record.state) return undefined;
  const observed: Observation = {
    exists: info !== undefined,
    module_hash: info?.module_hash ?? [],
    controllers: info?.controllers ?? [],
    changes: info?.total_num_changes ?? 0n,
    at_ns: env.nowNs,
  };
  for (const change of passingModules(record, info)) {
    const [details] = change.details;
    const found = details?.code_deployment.module_hash ?? new Uint8Array(0);
    recordPassing(registry, env, record, { passing_module: { found, at_ns: change.timestamp_nanos } });
  }
  settleCanister(registry, env, { ...record, observed: [observed] }, 'check_canister');
  registry.commit(env);
  return { dueNs: env.nowNs + registry.codes.parameter('canister_check_minutes') * NS_PER_MINUTE };
}

/** Nothing when there is no such canister. */
async function infoOf(env: AsyncEnv, canister: Principal): Promise<CanisterInfo | undefined> {
  try {
    return await safeCall(env, canisterInfo, {
      canister: Principal.managementCanister(),
      args: [{ canister_id: canister, num_requested_changes: [BigInt(CHECKED_CHANGES_MAX)] }],
    });
  } catch (error) {
    if (error instanceof CallFailed && error.failure === 'destination_invalid') return undefined;
    throw error;
  }
}

/** Modules that were installed since the observation before and ran for a while: not expected, and gone again. */
function passingModules(record: CanisterRecord, info: CanisterInfo | undefined): readonly Change[] {
  const [before] = record.observed;
  if (before === undefined || info === undefined || info.total_num_changes <= before.changes) return [];
  const known = [record.declared.expected_sha256, ...info.module_hash];
  for (const former of record.former) known.push(former.sha256);
  const isNew = (at: number): boolean =>
    info.total_num_changes - BigInt(info.recent_changes.length - at) >= before.changes;
  return info.recent_changes.filter(({ details: [details] }, at) => {
    if (details === undefined || !isNew(at)) return false;
    return !known.some((hash) => equalBytes(hash, details.code_deployment.module_hash));
  });
}
