import { sha256 } from '@indus/kit/sha256';
import type { Written } from './answers.ts';
import { recordAct } from './record-act.ts';
import type { ActDraft } from './record-act.ts';
import type { Visit } from './visit.ts';

/** Writes an act that made or changed an item into the ledger; the item is its result. Context: the caller commits. */
export function recordWrite(
  visit: Visit,
  draft: Omit<ActDraft, 'outcome' | 'result_sha256' | 'delete_by_ns'>,
  item: Uint8Array,
): Written {
  const { receipt } = recordAct(visit, {
    ...draft,
    result_sha256: sha256(item),
    delete_by_ns: [],
    outcome: { granted: null },
  });
  return { item, receipt };
}
