import type { registry } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Badge } from '../parts/badge.tsx';
import type { NoticeKind } from '../parts/notice.tsx';

type StateName = ReturnType<typeof caseOf<registry.CanisterState>>;

const KINDS: Readonly<Record<StateName, NoticeKind>> = {
  registered: 'info',
  verified: 'good',
  mismatch: 'bad',
  divergent: 'bad',
  retired: 'info',
};

/** What the registry's checks have found of a canister. */
export function CanisterStateBadge({ state }: { readonly state: registry.CanisterState }) {
  const word = useText('codes');
  const name = caseOf(state);
  return <Badge kind={KINDS[name]}>{word(`canisterState.${name}`)}</Badge>;
}
