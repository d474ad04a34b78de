import type { registry } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Badge } from '../parts/badge.tsx';
import type { NoticeKind } from '../parts/notice.tsx';

type StateName = ReturnType<typeof caseOf<registry.AlgorithmState>>;

const KINDS: Readonly<Record<StateName, NoticeKind>> = {
  draft: 'info',
  live: 'good',
  stale: 'bad',
  retired: 'info',
};

/** Whether an algorithm may decide. */
export function AlgorithmStateBadge({ state }: { readonly state: registry.AlgorithmState }) {
  const word = useText('codes');
  const name = caseOf(state);
  return <Badge kind={KINDS[name]}>{word(`algorithmState.${name}`)}</Badge>;
}
