import type { PrincipalKey } from '../principal.ts';
import type { Place } from './sandbox.ts';
import { canisterOf, type Entry, type SandboxLost } from './sandbox-link.ts';
import type { Station } from './stations.ts';

/** A canister was taken from its worker while a query had something on hold there or waited: it is to be asked again. */
export class SandboxMoved extends Error {
  override readonly name = 'SandboxMoved';
}

/** A canister's place: in a worker, on the way to one, or in none. */
export interface Home {
  readonly key: PrincipalKey;
  readonly place: Place;
  /** Where it is held; absent while it is not. */
  station: Station | undefined;
  isLoading: boolean;
  /** It had to give way; it is loaded again when there is room. */
  isDeferred: boolean;
  /** Nobody asks here any more. */
  isDropped: boolean;
  /** Orders for when it is held. */
  waiting: Entry[];
  /** What is on hold there, by number. */
  readonly holds: Set<number>;
  /** Units: bytes. */
  size: number;
}

/** An order that brought a canister to a worker where it is not any more. */
export function dropLoad(entry: Entry): boolean {
  if (entry.order.kind !== 'load') return false;
  entry.reject(new SandboxMoved('the canister is loaded elsewhere'));
  return true;
}

/** Workers died of this order, as far as can be told: it does not run again. */
export function isCondemned(entry: Entry, lost: SandboxLost): boolean {
  const lossesMax = entry.order.kind === 'execute' && entry.order.executions.length > 1 ? 1 : 2;
  if (entry.losses < lossesMax) return false;
  entry.reject(lost);
  return true;
}

/** No order is on its way, and nothing is on hold. */
export function isIdle({ key, station, isLoading, waiting, holds }: Home): boolean {
  if (station === undefined || isLoading || waiting.length > 0 || holds.size > 0) return false;
  for (const entry of station.link.inFlight.values()) if (canisterOf(entry) === key) return false;
  return true;
}
