import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Badge } from '../parts/badge.tsx';
import type { NoticeKind } from '../parts/notice.tsx';

const KINDS: Readonly<Record<ReturnType<typeof caseOf<vault.ConsentStatus>>, NoticeKind>> = {
  pending: 'warn',
  active: 'good',
  paused: 'warn',
  revoked: 'info',
  expired: 'info',
  rejected: 'info',
};

/** Where a consent stands. */
export function ConsentStatusBadge({ status }: { readonly status: vault.ConsentStatus }) {
  const text = useText('citizen');
  const name = caseOf(status);
  return <Badge kind={KINDS[name]}>{text(`consent.is.${name}`)}</Badge>;
}
