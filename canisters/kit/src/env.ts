import type { Principal } from '@dfinity/principal';

/**
 * All that a method learns from outside its own state and argument. Domain code reaches time, caller and certification
 * through it alone.
 */
export interface Env {
  readonly caller: Principal;
  /** The time of the round. Units: nanoseconds since 1970-01-01 UTC. */
  readonly nowNs: bigint;
  /** The certificate over the certified data; nothing when the method runs replicated. */
  certificate(): Uint8Array | undefined;
  /** Sets the certified data. Context: updates, install and upgrade. */
  certify(root: Uint8Array): void;
}
