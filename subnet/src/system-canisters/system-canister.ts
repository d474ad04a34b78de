import type { IDL } from '@dfinity/candid';
import type { ManagementOutcome } from '../management/management-host.ts';
import type { PrincipalKey } from '../principal.ts';
import type { SystemStorage } from './system-storage.ts';

/** A canister whose code is the subnet's own: to callers it is a canister like any other. */
export interface SystemCanister {
  readonly key: PrincipalKey;
  readonly methods: ReadonlyMap<string, SystemMethod>;
}

/** One method of a system canister. */
export interface SystemMethod {
  readonly kind: 'update' | 'query';
  readonly argument: readonly IDL.Type[];
  readonly result: readonly IDL.Type[];
  /**
   * Runs the method. What a query writes is dropped.
   * Errors: SystemTrap; then nothing has changed.
   */
  handle(call: SystemCall, argument: never): SystemReply | Promise<SystemReply>;
}

/** What a method sees of its call and of the subnet. */
export interface SystemCall {
  readonly caller: PrincipalKey;
  /** Attached cycles; what the reply does not take goes back. */
  readonly cycles: bigint;
  readonly nowNs: bigint;
  readonly subnetKey: PrincipalKey;
  /** The stored state of a system canister; changes of all of them take effect together, when the method succeeds. */
  storage(canister: PrincipalKey): SystemStorage;
  /** Certificate of the certified data of the called canister. Context: queries. */
  readonly dataCertificate: (() => Uint8Array) | undefined;
  /** Calls the management canister as a canister would. Context: updates. */
  callManagement(
    caller: PrincipalKey,
    method: 'create_canister' | 'deposit_cycles',
    argument: object,
    cycles: bigint,
  ): Promise<ManagementOutcome>;
}

/** How a method ended that did not trap. */
export interface SystemReply {
  readonly values: readonly unknown[];
  readonly cyclesTaken: bigint;
}

/** A method ended as a canister does that calls `ic0.trap`: nothing has changed. */
export class SystemTrap extends Error {
  override readonly name = 'SystemTrap';
}

/** A reply with one value. */
export function reply(value: unknown, cyclesTaken = 0n): SystemReply {
  return { values: [value], cyclesTaken };
}

/** A query method that needs nothing of its caller but the argument. */
export function query<Argument>(
  argument: readonly IDL.Type[],
  result: IDL.Type,
  answer: (call: SystemCall, argument: Argument) => unknown,
): SystemMethod {
  return {
    kind: 'query',
    argument,
    result: [result],
    handle: async (call, decoded) => reply(await answer(call, decoded as Argument)),
  };
}

/** An update method. */
export function update<Argument>(
  argument: readonly IDL.Type[],
  result: IDL.Type,
  handle: (call: SystemCall, argument: Argument) => Promise<SystemReply>,
): SystemMethod {
  return {
    kind: 'update',
    argument,
    result: [result],
    handle: (call, decoded) => handle(call, decoded as Argument),
  };
}
