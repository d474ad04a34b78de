import type { Written } from './answers.ts';
import type { Standing } from './act-for-subject.ts';
import type { Consent } from './consent.ts';
import { recordWrite } from './record-write.ts';
import type { Visit } from './visit.ts';

/** Puts what became of a consent in its place, and writes down who decided so. Context: the caller commits. */
export function recordConsent(visit: Visit, consent: Consent, { basis }: Pick<Standing, 'basis'>): Written {
  const item = visit.dossier.put('consent', consent.id, consent);
  const { terms } = consent;
  const draft = {
    act: { decide_consent: null },
    organisation: [] as [],
    role: [] as [],
    on_behalf_of: [] as [],
    basis,
    purpose: [terms.purpose_code] as [string],
    record_classes: terms.record_classes,
  };
  return recordWrite(visit, draft, item);
}
