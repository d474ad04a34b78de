import type { RegisterSearch } from '@indus/client';

/** What a list of a register shows: what has the words, of one organisation or of all. */
export interface RegisterListProps {
  readonly words: string;
  readonly organisation?: bigint;
}

/** The search as the client takes it; nothing is named that is not wanted. */
export function searchOf({
  words,
  organisation,
  cursor,
}: {
  readonly words: string;
  readonly organisation: bigint | undefined;
  readonly cursor: Uint8Array | undefined;
}): RegisterSearch {
  return {
    ...(words ? { text: words } : {}),
    ...(organisation === undefined ? {} : { organisation }),
    ...(cursor ? { cursor } : {}),
  };
}
