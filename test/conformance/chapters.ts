import type { CaseGroup } from './conformance-case.ts';
import { gatewayCases } from './gateway.ts';
import { systemApiContexts } from './system-api-contexts.ts';

/** The whole table, by the specification's chapters; with a text, the cases that have it in section or name. */
export function chapters(filter?: string): readonly CaseGroup[] {
  const all = [...systemApiContexts(), ...gatewayCases()];
  if (filter === undefined) return all;
  const chosen = all.map((group) => ({
    ...group,
    cases: group.cases.filter(({ section, name }) => `${section}: ${name}`.includes(filter)),
  }));
  return chosen.filter(({ cases }) => cases.length > 0);
}
