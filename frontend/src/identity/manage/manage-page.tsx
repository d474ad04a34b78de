import { useEffect, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Notice } from '../../parts/notice.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Entry } from '../entry/entry.tsx';
import type { Visitor } from '../visitor.ts';
import { Manage } from './manage.tsx';

/** The page of a person's own identity: its devices, its recovery, where it is signed in, and what happened to it. */
export function ManagePage() {
  const text = useText('identity');
  const [visitor, setVisitor] = useState<Visitor>();
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (visitor === undefined) return undefined;
    const timer = setTimeout(() => {
      setVisitor(undefined);
      setOver(true);
    }, visitor.endsAtMs - Date.now());
    return () => clearTimeout(timer);
  }, [visitor]);
  const enter = (who: Visitor) => {
    document.body.dataset['moved'] = 'true';
    setOver(false);
    setVisitor(who);
  };
  if (visitor !== undefined) return <Manage visitor={visitor} onLeave={() => setVisitor(undefined)} />;
  const heading = (
    <>
      <PageHeading title={text('manage.title')} lead={text('manage.lead')} />
      {over && (
        <Notice kind="info" live>
          <p>{text('manage.over')}</p>
        </Notice>
      )}
    </>
  );
  return <Entry heading={heading} passkeyLabel={text('entry.passkey')} onEntered={enter} />;
}
