import type { CaseGroup } from './conformance-case.ts';

/** Cases of the specification's page "HTTP gateway protocol". */
export function gatewayCases(): readonly CaseGroup[] {
  return [];
}
