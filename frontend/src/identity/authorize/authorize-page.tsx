import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { Notice } from '../../parts/notice.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Progress } from '../../parts/progress.tsx';
import type { Visitor } from '../visitor.ts';
import { Decision } from './decision.tsx';
import { useRequests } from './use-requests.ts';

/** What the window of a sign-in shows: the page that asks, and what it asks for. */
export function AuthorizePage() {
  const text = useText('identity');
  const { opener, current, answered, next } = useRequests();
  const [visitor, setVisitor] = useState<Visitor>();
  if (opener !== undefined && !opener.exists) {
    return (
      <>
        <PageHeading title={text('authorize.nobodyTitle')} />
        <Notice kind="info">
          <p>{text('authorize.nobody')}</p>
        </Notice>
        <p>
          <a href="/">{text('authorize.toManage')}</a>
        </p>
      </>
    );
  }
  if (current !== undefined && opener !== undefined) {
    return (
      <Decision
        key={answered}
        request={current}
        opener={opener}
        visitor={visitor}
        onVisitor={setVisitor}
        onAnswered={next}
      />
    );
  }
  if (answered > 0) {
    return (
      <>
        <PageHeading title={text('authorize.doneTitle')} />
        <Notice kind="good" live>
          <p>{text('authorize.done')}</p>
        </Notice>
      </>
    );
  }
  return (
    <>
      <PageHeading title={text('authorize.title')} />
      <Progress label={text('authorize.waiting')} />
    </>
  );
}
