export { BareCanister, type BareForm } from './bare-canister.ts';
export { EMPTY_ARGUMENT, InThreadCanister, WorkerCanister } from './sandbox-canister.ts';
export { KnownRequestsReplica } from './known-requests.ts';
export { MeteredCanister, type MeteredCall, type MeteredMessage } from './metered-canister.ts';
export { meterExports, type MeteredExports } from './meter-exports.ts';
