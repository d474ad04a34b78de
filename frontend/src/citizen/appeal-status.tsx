import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Badge } from '../parts/badge.tsx';
import type { NoticeKind } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';

const KINDS: Readonly<Record<ReturnType<typeof caseOf<vault.AppealStatus>>, NoticeKind>> = {
  none: 'info',
  open: 'warn',
  upheld: 'bad',
  overturned: 'good',
};

/** Whether a decision was appealed, and how that ended. */
export function AppealStatusBadge({ appeal }: { readonly appeal: vault.AppealStatus }) {
  const word = useText('codes');
  const name = caseOf(appeal);
  return <Badge kind={KINDS[name]}>{word(`appeal.${name}`)}</Badge>;
}

/** The whole of an appeal: when, on what grounds, and the reasons of whoever judged it. */
export function AppealDetails({ appeal }: { readonly appeal: vault.AppealStatus }) {
  if ('none' in appeal) return null;
  const { at_ns, words } =
    'open' in appeal
      ? { at_ns: appeal.open.at_ns, words: appeal.open.grounds }
      : judged('upheld' in appeal ? appeal.upheld : appeal.overturned);
  return (
    <>
      <p>
        <AppealStatusBadge appeal={appeal} /> <Time value={at_ns} as="date" />
      </p>
      <p dir="auto">{words}</p>
    </>
  );
}

function judged({ at_ns, reasons }: { readonly at_ns: bigint; readonly reasons: string }) {
  return { at_ns, words: reasons };
}
