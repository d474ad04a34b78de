import { useEffect, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Progress } from '../../parts/progress.tsx';
import { Entry, type Way } from '../entry/entry.tsx';
import { EntryProblem } from '../entry-problem.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { checkOrigin, type OriginVerdict } from '../protocol/check-origin.ts';
import type { Opener } from '../protocol/listen-to-opener.ts';
import { type PageRequest, type RefusalReason, TIME_TO_LIVE_NS } from '../protocol/page-request.ts';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import type { Visitor } from '../visitor.ts';
import { Asked } from './asked.tsx';
import { grantRequest } from './grant-request.ts';
import { OriginRefused } from './origin-refused.tsx';

/** One request of a page, from the check of its origin to the answer. */
export function Decision({
  request,
  opener,
  visitor,
  onVisitor,
  onAnswered,
}: {
  readonly request: PageRequest;
  readonly opener: Opener;
  readonly visitor: Visitor | undefined;
  readonly onVisitor: (visitor: Visitor) => void;
  readonly onAnswered: () => void;
}) {
  const text = useText('identity');
  const { wants, origin, derivationOrigin } = request;
  const asked = wants.kind === 'delegation' ? wants.timeToLiveNs : TIME_TO_LIVE_NS;
  const [timeToLiveNs, setTimeToLiveNs] = useState(asked);
  const [verdict, setVerdict] = useState<OriginVerdict>();
  const { busy, error, run } = useTask();
  useEffect(() => {
    void checkOrigin(origin, derivationOrigin).then(setVerdict);
  }, [origin, derivationOrigin]);

  const refuse = (reason: RefusalReason) => {
    request.refuse(reason);
    onAnswered();
  };
  if (verdict === undefined) {
    return (
      <>
        <PageHeading title={text('authorize.title')} />
        <Progress label={text('authorize.checking')} />
      </>
    );
  }
  if (!verdict.allowed) return <OriginRefused request={request} reason={verdict.reason} onRefuse={refuse} />;

  const agree = (who: Visitor) =>
    run(async () => {
      if (!opener.isOpen()) throw new EntryProblem('window_gone');
      await grantRequest(who, request, { derivedFrom: verdict.derivedFrom, timeToLiveNs });
      onAnswered();
    });
  const enter = (who: Visitor, way: Way) => {
    onVisitor(who);
    if (way === 'start') agree(who);
  };
  const heading = (
    <>
      <Asked
        request={request}
        derivedFrom={verdict.derivedFrom}
        timeToLiveNs={timeToLiveNs}
        onTimeToLive={setTimeToLiveNs}
      />
      <ProblemNotice error={error} />
    </>
  );
  const cancel = (
    <Button kind="quiet" onClick={() => refuse('cancelled')}>
      {text('authorize.cancel')}
    </Button>
  );
  if (visitor === undefined) {
    return (
      <>
        <Entry heading={heading} passkeyLabel={text('authorize.passkey')} onEntered={enter} />
        <div className={styles['row']}>{cancel}</div>
      </>
    );
  }
  return (
    <>
      {heading}
      <p>{text('authorize.as', { number: visitor.anchor })}</p>
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} onClick={() => agree(visitor)}>
          {busy ? text('authorize.working') : text('authorize.allow')}
        </Button>
        {!busy && cancel}
      </div>
    </>
  );
}
