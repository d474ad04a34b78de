import { type identity, readAnchor } from '@indus/client';
import { useCallback, useEffect, useState } from 'react';
import { withClock } from '../clock-problem.ts';
import type { Visitor } from '../visitor.ts';

/** What the network certifies of an identity, and reading it again. */
export interface AnchorRead {
  readonly anchor: identity.Anchor | undefined;
  readonly error: unknown;
  /** Reads it again; what is shown stays until then. */
  readonly reload: () => Promise<void>;
}

/** Reads the identity of a visitor when it is first shown. */
export function useAnchor({ provider, anchor: number }: Visitor): AnchorRead {
  const [anchor, setAnchor] = useState<identity.Anchor>();
  const [error, setError] = useState<unknown>();
  const reload = useCallback(async () => {
    try {
      setAnchor(await readAnchor(provider, number));
      setError(undefined);
    } catch (failure) {
      setError(await withClock(failure));
    }
  }, [provider, number]);
  useEffect(() => void reload(), [reload]);
  return { anchor, error, reload };
}
