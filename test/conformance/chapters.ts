import type { CaseGroup } from './conformance-case.ts';
import { certificationCases } from './certification.ts';
import { envelopeCases } from './envelopes.ts';
import { errorCases } from './errors.ts';
import { gatewayCases } from './gateway.ts';
import { httpCases } from './http.ts';
import { managementCases } from './management.ts';
import { persistenceCases } from './persistence.ts';
import { systemApiContexts } from './system-api-contexts.ts';
import { functionCases } from './system-api-functions.ts';
import { moduleCases } from './system-api-module.ts';

/** The whole table, by the specification's chapters; with a text, the cases that have it in section or name. */
export function chapters(filter?: string): readonly CaseGroup[] {
  const all = [
    ...httpCases(),
    ...envelopeCases(),
    ...systemApiContexts(),
    ...functionCases(),
    ...moduleCases(),
    ...errorCases(),
    ...managementCases(),
    ...certificationCases(),
    ...persistenceCases(),
    ...gatewayCases(),
  ];
  if (filter === undefined) return all;
  const chosen = all.map((group) => ({
    ...group,
    cases: group.cases.filter(({ section, name }) => `${section}: ${name}`.includes(filter)),
  }));
  return chosen.filter(({ cases }) => cases.length > 0);
}
