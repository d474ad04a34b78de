import {
  SUBNET_MEMORY_CAPACITY_BYTES,
  SUBNET_MEMORY_THRESHOLD_BYTES,
} from '../management/management-limits.ts';
import type { SubnetOptions } from '../subnet-options.ts';

/** What a subnet has for its canisters. */
export interface ResourceLimits {
  /** Units: bytes. */
  readonly memoryCapacityBytes: bigint;
  /** Storage is paid in advance once this much is given away. Units: bytes. */
  readonly memoryThresholdBytes: bigint;
  /** Installations of a canister that used many instructions hold back its next ones. */
  readonly installRateLimit: boolean;
}

/** The options of a subnet that are about what it has. */
export type ResourceOptions = Pick<
  SubnetOptions,
  'freeCycles' | 'memoryCapacityBytes' | 'memoryThresholdBytes' | 'limitInstallRate'
>;

/** The limits that the options of a subnet ask for. */
export function resourceLimits(options: ResourceOptions): ResourceLimits {
  return {
    memoryCapacityBytes: options.memoryCapacityBytes ?? SUBNET_MEMORY_CAPACITY_BYTES,
    memoryThresholdBytes: options.memoryThresholdBytes ?? SUBNET_MEMORY_THRESHOLD_BYTES,
    installRateLimit: options.limitInstallRate ?? false,
  };
}

/** The IC's figures; the rate of installations is not limited. */
export const DEFAULT_RESOURCE_LIMITS = resourceLimits({});
