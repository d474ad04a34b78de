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

/** A message to another canister. Units: `cycles` in cycles. */
export interface OutgoingCall {
  readonly canister: Principal;
  readonly method: string;
  /** One Candid message. */
  readonly argument: Uint8Array;
  readonly cycles: bigint;
}

/** What methods that wait, and jobs, need beyond {@link System}. */
export interface AsyncSystem extends System {
  /** The canister's own principal. */
  self(): Principal;
  /** Sends and waits without bound. Errors: what Azle throws for a call that failed, see `safeCall`. */
  call(outgoing: OutgoingCall): Promise<Uint8Array>;
  /** Sends without waiting for the answer. Errors: as {@link AsyncSystem.call}. */
  notify(outgoing: OutgoingCall): void;
  /** Runs `callback` once, in a message of its own. Units: whole seconds. Context: lost at an upgrade. */
  setTimer(delayS: number, callback: () => void | Promise<void>): void;
  /** Whether a principal controls this canister. */
  isController(principal: Principal): boolean;
  /** Whether the message passes consensus: not in plain queries, whose writes are dropped. */
  isReplicated(): boolean;
}
