import type { CanisterState } from '../canister/canister-state.ts';
import type { RequestMessage } from '../canister/message.ts';
import type { Outcall } from '../outcalls/outcall.ts';
import type { PrincipalKey } from '../principal.ts';
import type { NodeMetrics } from './node-metrics.ts';
import type { SubnetMemory } from '../canister/storage-reservation.ts';
import { IngressHistory } from './ingress-history.ts';
import { MemoryUsage } from './memory-usage.ts';
import { DEFAULT_RESOURCE_LIMITS } from './resource-limits.ts';

/**
 * The state that rounds turn over. Only a round writes it, so that every change is stored and certified with the round
 * that made it; canister memories are the sandbox's.
 */
export class ReplicaState {
  readonly canisters = new Map<PrincipalKey, CanisterState>();
  readonly ingress = new IngressHistory();
  /** Ids that the subnet serves itself: they are not given away. */
  systemIds: ReadonlySet<PrincipalKey> = new Set();
  /** Calls waiting for the management canister or a system canister, oldest first. */
  management: RequestMessage[] = [];
  /** Those of them that run longer than their round; stored as not yet run. */
  readonly longCalls = new Set<RequestMessage>();
  /** Those that wait for a canister that is busy. */
  postponed: RequestMessage[] = [];
  /** Outcalls under way by number, oldest first; each is stored as a blob of its own. */
  readonly outcalls = new Map<number, Outcall>();
  /** Calls that the next round runs. */
  readonly nextRound: RequestMessage[] = [];
  height = 0n;
  /** Nothing but what canisters give away costs cycles. */
  freeCycles = true;
  resources = DEFAULT_RESOURCE_LIMITS;
  /** What canisters have of the subnet's memory. */
  readonly usage = new MemoryUsage(this.canisters);
  /** When storage and compute allocation were charged last; 0: never. Units: nanoseconds. */
  chargedAtNs = 0n;
  /** Rounds by day, oldest first. */
  nodeMetrics: readonly NodeMetrics[] = [];
  /** Time of the newest round. Units: nanoseconds. */
  timeNs = 0n;
  /** When heartbeats were queued last. Units: nanoseconds. */
  heartbeatAtNs = 0n;
  /** Number of the next canister id to give away. */
  nextCanister = FIRST_CANISTER_NUMBER;

  /** Canisters with messages in their queue, in the order in which they became ready. */
  readonly ready = new Set<PrincipalKey>();
  /** Canisters whose record changed since the last round was stored. */
  readonly changed = new Set<PrincipalKey>();
  /** Canisters with executions that have no result yet, or with a long call about them: calls about them wait. */
  readonly busy = new Set<PrincipalKey>();
  /** Those of them whose execution left its round: no message of theirs starts, queries see what was before it. */
  readonly away = new Set<PrincipalKey>();
  readonly deleted = new Set<PrincipalKey>();
  /** Modules and chunks to store with the round, by store key; undefined deletes. */
  readonly blobs = new Map<string, Uint8Array | undefined>();
  readonly blobPrefixesDeleted = new Set<string>();

  touch(canister: CanisterState): void {
    this.changed.add(canister.key);
    this.usage.mark(canister.key);
  }

  /** How much of the subnet's memory is given away now. */
  get memory(): SubnetMemory {
    const { memoryCapacityBytes, memoryThresholdBytes } = this.resources;
    return {
      usedBytes: this.usage.totalBytes,
      capacityBytes: memoryCapacityBytes,
      thresholdBytes: memoryThresholdBytes,
    };
  }

  /** Nothing of the canister is under way any more: calls about it go on. */
  free(canister: PrincipalKey): void {
    if (!this.busy.delete(canister)) return;
    this.management.unshift(...this.postponed);
    this.postponed = [];
  }

  /** Lets the calls that waited for this round run. Context: at its begin. */
  beginRound(): void {
    this.management.push(...this.nextRound.splice(0));
  }

  /** All calls that a restart has to run, oldest first. */
  get openCalls(): readonly RequestMessage[] {
    return [...this.longCalls, ...this.postponed, ...this.management, ...this.nextRound];
  }

  /** Something happened that a round must store or certify. */
  get hasChanges(): boolean {
    return this.ingress.hasChanges || this.changed.size > 0 || this.deleted.size > 0 || this.blobs.size > 0;
  }

  /** Some message waits for a round. */
  get hasWork(): boolean {
    return this.ready.size > 0 || this.management.length > 0;
  }
}

/** Application canister ids start here; the first is 5v3p4-iyaaa-aaaaa-qaaaa-cai. */
export const FIRST_CANISTER_NUMBER = 0x100000n;
