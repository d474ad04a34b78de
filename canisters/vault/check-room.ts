import type { Dossier } from './dossier.ts';
import type { ItemKindName } from './item-name.ts';
import { ITEMS_MAX } from './limits.ts';
import { refuse } from './refuse.ts';

/** Refuses one more item of a kind of which there are too many. Errors: TooMany. */
export function checkRoom(dossier: Dossier, kind: ItemKindName): void {
  if (dossier.counts.of(kind) >= ITEMS_MAX) refuse({ TooMany: { what: kind, limit: ITEMS_MAX } });
}
