import type { Place } from './sandbox.ts';
import type { Copy } from './sandbox-message.ts';
import { copyOf, type Entry, type SandboxLost } from './sandbox-link.ts';
import type { Station } from './stations.ts';

/** A canister was taken from its worker while a query had something on hold there or waited: it is to be asked again. */
export class SandboxMoved extends Error {
  override readonly name = 'SandboxMoved';
}

/** Workers died of this order, or of loading its canister: it does not run again. */
export class DeadlyOrder extends Error {
  override readonly name = 'DeadlyOrder';
}

/**
 * A copy of a canister and where it is: in no worker, on its way to one, in one, in none until there is room after it gave
 * way, or given up for good.
 */
export interface Home {
  readonly copy: Copy;
  readonly place: Place;
  state: 'out' | 'loading' | 'held' | 'deferred' | 'gone';
  /** Where it is held; present in this state only. */
  station: Station | undefined;
  /** Orders for when it is held. */
  waiting: Entry[];
  /** What is on hold there, by number. */
  readonly holds: Set<number>;
  /** Workers that died of loading it, one after the other. */
  losses: number;
  /** Units: bytes. */
  size: number;
}

/** An order that brought a canister to a worker where it is not any more. */
export function dropLoad(entry: Entry): boolean {
  if (entry.order.kind !== 'load') return false;
  entry.reject(new SandboxMoved('the canister is loaded elsewhere'));
  return true;
}

/** Bounds: workers that may die of one order before it is given up. */
export const LOSSES_MAX = 2;

/** Ends an order that is not carried out. What was on hold is gone with its copy: there is nothing to release. */
export function refuse(entry: Entry, error: Error): void {
  if (entry.order.kind === 'release' || entry.order.kind === 'unload') entry.resolve(undefined);
  else entry.reject(error);
}

/** Workers died of this order, as far as can be told: it does not run again. */
export function isCondemned(entry: Entry, lost: SandboxLost): boolean {
  const lossesMax = entry.order.kind === 'execute' && entry.order.executions.length > 1 ? 1 : LOSSES_MAX;
  if (entry.losses < lossesMax) return false;
  refuse(entry, new DeadlyOrder(lost.message));
  return true;
}

/** The order begins something on hold, or goes on with it. */
export function needsHold({ order }: Entry): boolean {
  return order.kind === 'execute' && order.executions.some(({ effect }) => effect === 'hold');
}

/** No order is on its way, and nothing is on hold. */
export function isIdle({ copy, state, station, waiting, holds }: Home): boolean {
  if (state === 'loading' || waiting.length > 0 || holds.size > 0) return false;
  if (station === undefined) return true;
  for (const entry of station.link.inFlight.values()) if (copyOf(entry) === copy.number) return false;
  return true;
}
