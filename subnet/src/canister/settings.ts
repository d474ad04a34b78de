import type { PrincipalKey } from '../principal.ts';

/** Who may see logs, snapshots or the status of a canister. */
export type Visibility =
  | { readonly kind: 'controllers' }
  | { readonly kind: 'public' }
  | { readonly kind: 'allowed_viewers'; readonly viewers: readonly PrincipalKey[] };

/** Settings of a canister. Source: ic.did `definite_canister_settings`; units are those of the published interface. */
export interface CanisterSettings {
  readonly controllers: readonly PrincipalKey[];
  readonly computeAllocation: bigint;
  /** Units: bytes. */
  readonly memoryAllocation: bigint;
  /** Units: seconds. */
  readonly freezingThreshold: bigint;
  /** Units: cycles. */
  readonly reservedCyclesLimit: bigint;
  readonly logVisibility: Visibility;
  readonly snapshotVisibility: Visibility;
  readonly statusVisibility: Visibility;
  /** Units: bytes; 0 means none. */
  readonly wasmMemoryLimit: bigint;
  /** Units: bytes. */
  readonly wasmMemoryThreshold: bigint;
  /** Units: bytes. */
  readonly logMemoryLimit: bigint;
  /** Units: cycles. */
  readonly minimumIncomingCallCycles: bigint;
  readonly environment: readonly (readonly [name: string, value: string])[];
}

/** Settings of a new canister that asks for nothing else. Source: interface specification, "create_canister". */
export function defaultSettings(controllers: readonly PrincipalKey[]): CanisterSettings {
  return {
    controllers,
    computeAllocation: 0n,
    memoryAllocation: 0n,
    freezingThreshold: 2_592_000n,
    reservedCyclesLimit: 5_000_000_000_000n,
    logVisibility: { kind: 'controllers' },
    snapshotVisibility: { kind: 'controllers' },
    statusVisibility: { kind: 'controllers' },
    wasmMemoryLimit: 3_221_225_472n,
    wasmMemoryThreshold: 0n,
    logMemoryLimit: 4_096n,
    minimumIncomingCallCycles: 0n,
    environment: [],
  };
}
