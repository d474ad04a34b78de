import type { Principal } from '@dfinity/principal';

/**
 * The part of the System API that a synchronous method needs, as a seam between the kit and what runs the canister.
 * Source: IC interface specification, "System API".
 */
export interface System {
  argument(): Uint8Array;
  caller(): Principal;
  /** Units: nanoseconds since 1970-01-01 UTC. */
  timeNs(): bigint;
  /** Context: inspect_message only. */
  methodName(): string;
  reply(message: Uint8Array): void;
  /** Ends the call and rolls its state back; the text reaches the caller. */
  trap(message: string): never;
  dataCertificate(): Uint8Array | undefined;
  setCertifiedData(root: Uint8Array): void;
}
