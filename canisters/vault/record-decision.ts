import type { Written } from './answers.ts';
import type { Decision } from './decision.ts';
import type { ActDraft } from './record-act.ts';
import { recordWrite } from './record-write.ts';
import type { Visit } from './visit.ts';

/** What is said of an act on a decision; the rest does not apply. */
export type DecisionAct = Pick<ActDraft, 'act' | 'basis'> & Partial<Pick<ActDraft, 'organisation' | 'role'>>;

/** Puts what became of a decision in its place, and writes the act down. Context: the caller commits. */
export function recordDecision(visit: Visit, decision: Decision, act: DecisionAct): Written {
  const item = visit.dossier.put('decision', decision.id, decision);
  const draft = {
    organisation: [] as [],
    role: [] as [],
    on_behalf_of: [] as [],
    purpose: [decision.purpose] as [string],
    record_classes: [],
    ...act,
  };
  return recordWrite(visit, draft, item);
}
