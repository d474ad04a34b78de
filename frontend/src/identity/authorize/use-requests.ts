import { useCallback, useEffect, useState } from 'react';
import { listenToOpener, type Opener } from '../protocol/listen-to-opener.ts';
import type { PageRequest } from '../protocol/page-request.ts';

/** The requests of the window that opened this page, one at a time. */
export interface Requests {
  /** Undefined until the page listens. */
  readonly opener: Opener | undefined;
  readonly current: PageRequest | undefined;
  /** How many were answered. */
  readonly answered: number;
  /** Goes on to the next; the current one was answered. */
  readonly next: () => void;
}

/** Listens as long as the screen is shown. */
export function useRequests(): Requests {
  const [opener, setOpener] = useState<Opener>();
  const [waiting, setWaiting] = useState<readonly PageRequest[]>([]);
  const [answered, setAnswered] = useState(0);
  useEffect(() => {
    const listening = listenToOpener(window, (request) => setWaiting((before) => [...before, request]));
    setOpener(listening);
    return listening.close;
  }, []);
  const next = useCallback(() => {
    setWaiting(([, ...rest]) => rest);
    setAnswered((before) => before + 1);
  }, []);
  return { opener, current: waiting[0], answered, next };
}
