import type { Visitor } from '../visitor.ts';

/** What every way in is given. */
export interface EntryProps {
  readonly onEntered: (visitor: Visitor) => void;
  readonly onBack: () => void;
}
