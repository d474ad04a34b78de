import type { Certifier } from '../certification/certifier.ts';
import type { Clock } from '../clock.ts';
import type { ManagementHost } from '../management/management-host.ts';
import type { Outcalls } from '../outcalls/outcalls.ts';
import type { PrincipalKey } from '../principal.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Store } from '../store/store.ts';
import type { SystemCanisters } from '../system-canisters/system-canisters.ts';
import type { CanisterMemories } from './canister-memories.ts';
import type { Executions } from './executions.ts';
import type { QueryCounts } from './query-counts.ts';
import type { QueryGate } from './query-gate.ts';
import type { QueryHolds } from './query-holds.ts';
import type { ReplicaState } from './replica-state.ts';
import type { RoundTime } from './round-time.ts';
import type { SubnetCalls } from './subnet-calls.ts';
import type { Turn } from './turn.ts';
import type { SubnetIdentity } from './subnet-identity.ts';

/** The parts of a replica, as its functions share them. */
export interface ReplicaParts {
  readonly state: ReplicaState;
  readonly identity: SubnetIdentity;
  readonly clock: Clock;
  readonly store: Store;
  readonly sandbox: Sandbox;
  readonly memories: CanisterMemories;
  readonly roundTime: RoundTime;
  readonly executions: Executions;
  readonly calls: SubnetCalls;
  readonly holds: QueryHolds;
  readonly certifier: Certifier;
  readonly gate: QueryGate;
  /** Rounds and composite queries take turns: a composite query that is not long sees one state over all its calls. */
  readonly turn: Turn;
  readonly host: ManagementHost;
  readonly queryCounts: QueryCounts;
  readonly outcalls: Outcalls;
  readonly subnetAdmins: ReadonlySet<PrincipalKey>;
  readonly systemCanisters: SystemCanisters;
  /** Data certificates of the newest signed tree, made once each. */
  readonly certificates: Map<PrincipalKey, Uint8Array>;
}
