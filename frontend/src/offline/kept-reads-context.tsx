import { createContext, type ReactNode, useContext } from 'react';
import type { KeptReads } from './kept-reads.ts';

/** Keeps nothing: what pages see that stand alone. */
const NOTHING: KeptReads = {
  keep: async () => undefined,
  find: async () => undefined,
  forgetOthers: async () => undefined,
  forgetAll: async () => undefined,
};

const KeptReadsContext = createContext<KeptReads>(NOTHING);

/** Gives the pages below it the reads that are kept on this device. */
export function KeptReadsProvider({ reads, children }: { reads: KeptReads; children: ReactNode }) {
  return <KeptReadsContext value={reads}>{children}</KeptReadsContext>;
}

/** The reads that are kept on this device. */
export function useKeptReads(): KeptReads {
  return useContext(KeptReadsContext);
}
