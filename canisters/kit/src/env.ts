import type { Principal } from '@dfinity/principal';
import type { OutgoingCall, System } from './system.ts';

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

/** What a method that waits, or a job, learns and does outside. `nowNs` is the time of the round it is in now. */
export interface AsyncEnv extends Env {
  /** The canister's own principal. */
  readonly self: Principal;
  /** Sends a message and waits; domain code calls `safeCall`. */
  call(outgoing: OutgoingCall): Promise<Uint8Array>;
  /** Sends a message without waiting; domain code calls `notify`. */
  notify(outgoing: OutgoingCall): void;
}

/** What a method sees when the running message is a call of it. */
export function envOf(system: System): Env {
  return {
    caller: system.caller(),
    nowNs: system.timeNs(),
    certificate: () => system.dataCertificate(),
    certify: (root) => system.setCertifiedData(root),
  };
}
