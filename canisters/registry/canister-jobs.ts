import type { Principal } from '@dfinity/principal';
import type { NewJob } from '@indus/kit/jobs';

/** The kind of the jobs that look at canisters; each canister on record has one. */
export const CHECK_CANISTER = 'check_canister';

/** The job that looks at a canister. */
export function checkCanisterJob(canister: Principal, dueNs: bigint): NewJob {
  return { kind: CHECK_CANISTER, key: canister.toUint8Array(), payload: new Uint8Array(0), dueNs };
}

/** The kind of the jobs that put approved upgrades into effect; a canister has one at most. */
export const TAKE_UPGRADE = 'take_upgrade';

/** The job that puts a canister's approved upgrade into effect. */
export function takeUpgradeJob(canister: Principal, dueNs: bigint): NewJob {
  return { kind: TAKE_UPGRADE, key: canister.toUint8Array(), payload: new Uint8Array(0), dueNs };
}
