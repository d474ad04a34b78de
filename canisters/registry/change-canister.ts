import type { Env } from '@indus/kit/env';
import { equalBytes } from '@indus/kit/bytes';
import { runs } from './assess-canister.ts';
import type { CanisterRecord, CanisterVersion, FormerModule } from './canister-record.ts';
import { versionKey } from './canister-store.ts';
import { CHECK_CANISTER, TAKE_UPGRADE, checkCanisterJob } from './canister-jobs.ts';
import { settleCanister } from './settle-canister.ts';
import type { Registry } from './storage.ts';

const NS_PER_HOUR = 3_600_000_000_000n;

/** What a new version says; the rest follows. */
export type NewVersion = Omit<CanisterVersion, 'version' | 'by' | 'at_ns'>;

/**
 * Puts another version of a canister's declaration in force, keeps the ones before it, and has the canister looked at. When
 * another module is expected from now on, the one that runs may do so for as long as the board allows.
 */
export function declareCanister(
  registry: Registry,
  env: Env,
  before: CanisterRecord,
  declared: NewVersion,
): CanisterRecord {
  const version: CanisterVersion = {
    ...declared,
    version: before.declared.version + 1,
    by: env.caller,
    at_ns: env.nowNs,
  };
  putVersion(registry, env, version);
  const former = formerModule(registry, before, version);
  const settled = settleCanister(registry, env, { ...before, declared: version, former }, 'declare_canister');
  registry.jobs.scheduleBy(checkCanisterJob(version.canister, env.nowNs));
  return settled;
}

/** Puts the first version of a canister, or the first one of a canister that was retired, on record. */
export function putNewCanister(registry: Registry, env: Env, declared: CanisterVersion): CanisterRecord {
  putVersion(registry, env, declared);
  const record: CanisterRecord = {
    declared,
    state: { registered: null },
    state_since_ns: env.nowNs,
    observed: [],
    former: [],
    attested_by: [],
    open_incident: [],
    pending_upgrade: [],
    registered_at_ns: env.nowNs,
  };
  const settled = settleCanister(registry, env, record, 'register_canister');
  registry.jobs.schedule(checkCanisterJob(declared.canister, env.nowNs));
  return settled;
}

/** Takes a canister out of service: it is no longer looked at, told of changes, or waited for. Its record stays. */
export function retireCanister(registry: Registry, env: Env, record: CanisterRecord): CanisterRecord {
  const { canister } = record.declared;
  const retired: CanisterRecord = {
    ...record,
    state: { retired: null },
    state_since_ns: env.nowNs,
    pending_upgrade: [],
  };
  const settled = settleCanister(registry, env, retired, 'retire_canister');
  const key = canister.toUint8Array();
  registry.jobs.cancel(CHECK_CANISTER, key);
  registry.jobs.cancel(TAKE_UPGRADE, key);
  registry.subscribers.remove(canister);
  return settled;
}

function putVersion(registry: Registry, env: Env, version: CanisterVersion): void {
  const sha256 = registry.canisters.versions.put(version);
  const key = versionKey(version.canister, version.version);
  registry.recordChange(env, { act: 'declare_canister', section: 'canister_versions', key, sha256 });
}

function formerModule(
  registry: Registry,
  before: CanisterRecord,
  after: CanisterVersion,
): [] | [FormerModule] {
  const { expected_sha256: sha256 } = before.declared;
  if (equalBytes(sha256, after.expected_sha256)) return before.former;
  const [observed] = before.observed;
  if (observed === undefined || !runs(observed, sha256)) return [];
  const graceNs = registry.codes.parameter('upgrade_grace_hours') * NS_PER_HOUR;
  return [{ sha256, until_ns: after.at_ns + graceNs }];
}
