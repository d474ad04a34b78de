import { caseOf } from '@indus/kit/variant';
import type { RiskClass } from './register.ts';

/** What searches filter by. */
export interface FacetsOf {
  readonly organisation?: bigint | undefined;
  readonly status?: string | undefined;
  readonly risk?: RiskClass | undefined;
}

/** The facets in the form of the search index. */
export function facetsOf({ organisation, status, risk }: FacetsOf): string[] {
  return [
    ...(organisation === undefined ? [] : [`organisation:${organisation}`]),
    ...(status === undefined ? [] : [`status:${status}`]),
    ...(risk === undefined ? [] : [`risk:${caseOf(risk)}`]),
  ];
}
