import type { GatewayOptions } from './gateway/gateway.ts';
import type { OutcallOptions } from './outcalls/outcall-mode.ts';
import type { Durability } from './store/level-store.ts';
import type { Store } from './store/store.ts';
import type { SubnetEvent } from './subnet-event.ts';

/** How a subnet is started. */
export interface SubnetOptions {
  /** Where the state lies; without it the state is gone when the subnet stops. */
  readonly stateDir?: string;
  /** Where prepared modules are cached; by default inside `stateDir`, else nowhere. */
  readonly cacheDir?: string;
  /** Secret of a new subnet, for runs that repeat. Bounds: 32 bytes. A stored subnet keeps its own. */
  readonly seed?: Uint8Array;
  /** `manual`: time moves only by `advanceTime`. */
  readonly clock?: 'system' | 'manual';
  /**
   * Where a manual clock starts; by default at the machine's time. A stored subnet never goes back in time.
   * Units: nanoseconds since 1970.
   */
  readonly startTimeNs?: bigint;
  /** Listen on this port; 0 takes a free one. Without it there is no port, only `fetch`. */
  readonly port?: number;
  /** Bind address; loopback unless `allowRemote` is given. */
  readonly host?: string;
  readonly allowRemote?: boolean;
  /** Serve the ledgers and the cycles minting canister at their ids on the IC? Default: yes. */
  readonly systemCanisters?: boolean;
  /** Whether executions, calls, ingress and storage cost nothing (default), or what the published table says. */
  readonly freeCycles?: boolean;
  /** What all canisters together may hold. Units: bytes. Default: 2 TiB, as on the IC. */
  readonly memoryCapacityBytes?: bigint;
  /** Storage is paid in advance once canisters hold so much. Units: bytes. Default: 750 GiB, as on the IC. */
  readonly memoryThresholdBytes?: bigint;
  /** Whether a canister whose installations used many instructions has to wait for the next. Default: no. */
  readonly limitInstallRate?: boolean;
  /** Who may list the canisters of the subnet, as textual principals. Default: nobody. */
  readonly subnetAdmins?: readonly string[];
  /**
   * Worker threads that canisters run in, at most: so many long executions less one go on at the same time without holding
   * up anybody. Bounds: at least 2. Default: two more than there are cores, and at least 4.
   */
  readonly canisterWorkers?: number;
  /** What an acknowledged call survives: the end of the process (default), or of the machine. */
  readonly durability?: Durability;
  /** How canisters are reached by HTTP under host names of their own, and what the root host serves. */
  readonly gateway?: GatewayOptions;
  /**
   * Where canisters may send HTTPS outcalls; `mock`: they wait until a test answers them. Default: nowhere, the IC's
   * refusal of a subnet without outcalls.
   */
  readonly outcalls?: OutcallOptions | 'mock';
  /** Let other machines read `/_/metrics`? Default: no, whatever the port is bound to. */
  readonly remoteMetrics?: boolean;
  /** Puts a store around that of the state, such as one that fails on purpose in a test. */
  readonly wrapStore?: (store: Store) => Store;
  /** Is told what an operator should know. */
  readonly onLog?: (event: SubnetEvent) => void;
}
