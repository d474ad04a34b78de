import { useState } from 'react';
import type { Network } from './network.ts';
import { type Proven, type ReadKey, useVerified, type VerifiedRead } from './use-verified.ts';

/** One page of a list whose next page begins at a cursor. */
export interface PageOf<T> extends Proven {
  readonly values: readonly T[];
  /** Absent at the end. */
  readonly next?: Uint8Array;
}

/** A list that is paged through: the page shown, and the ways from it. */
export interface Pages<T> {
  readonly read: VerifiedRead<PageOf<T>>;
  /** From 1. */
  readonly number: number;
  /** Absent on the first page. */
  readonly onPrevious: (() => void) | undefined;
  /** Absent on the last. */
  readonly onNext: (() => void) | undefined;
}

/** Pages through a list. Another `key` is another list, and begins at its first page. */
export function usePages<T>(
  key: ReadKey,
  readPage: (network: Network, cursor: Uint8Array | undefined) => Promise<PageOf<T>>,
): Pages<T> {
  const list = JSON.stringify(key, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  const [place, setPlace] = useState<{ readonly list: string; readonly cursors: readonly Uint8Array[] }>({
    list,
    cursors: [],
  });
  const cursors = place.list === list ? place.cursors : [];
  const read = useVerified([...key, 'page', cursors.length], (network) => readPage(network, cursors.at(-1)));
  const next = read.state === 'verified' || read.state === 'offline' ? read.data.next : undefined;
  const go = (to: readonly Uint8Array[]): void => setPlace({ list, cursors: to });
  return {
    read,
    number: cursors.length + 1,
    onPrevious: cursors.length > 0 ? () => go(cursors.slice(0, -1)) : undefined,
    onNext: next ? () => go([...cursors, next]) : undefined,
  };
}
