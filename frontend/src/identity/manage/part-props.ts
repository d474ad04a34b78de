import type { identity } from '@indus/client';
import type { Visitor } from '../visitor.ts';

/** What each part of the page of an identity is given. */
export interface PartProps {
  readonly visitor: Visitor;
  readonly anchor: identity.Anchor;
  /** Reads the identity again, after something was changed. */
  readonly reload: () => Promise<void>;
}
