import { withClock } from './clock-problem.ts';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that a person started, one at a time. */
export interface Task {
  readonly busy: boolean;
  /** Why the last one failed; undefined when it did not. */
  readonly error: unknown;
  /** Starts it, unless one is under way. */
  readonly run: (work: () => Promise<void>) => void;
}

/** Runs what a button starts, and keeps how it ended. */
export function useTask(): Task {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: undefined });
  const busy = useRef(false);
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  const run = useCallback((work: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    setState({ busy: true, error: undefined });
    const end = (error: unknown) => {
      busy.current = false;
      if (!left.current) setState({ busy: false, error });
    };
    work().then(
      () => end(undefined),
      async (error: unknown) => end(await withClock(error)),
    );
  }, []);
  return { ...state, run };
}
