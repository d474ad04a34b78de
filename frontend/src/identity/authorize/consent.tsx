import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Entry, type Way } from '../entry/entry.tsx';
import { EntryProblem } from '../entry-problem.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { TIME_TO_LIVE_NS } from '../protocol/page-request.ts';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import type { Visitor } from '../visitor.ts';
import { Asked } from './asked.tsx';
import type { DecisionProps } from './decision.tsx';
import { grantRequest } from './grant-request.ts';

/** The person says yes by her passkey, or by a click when she was let in another way; or she cancels. */
export function Consent({
  request,
  opener,
  visitor,
  onVisitor,
  onAnswered,
  derivedFrom,
  onCancel,
}: DecisionProps & { readonly derivedFrom: string; readonly onCancel: () => void }) {
  const text = useText('identity');
  const { wants } = request;
  const asked = wants.kind === 'delegation' ? wants.timeToLiveNs : TIME_TO_LIVE_NS;
  const [timeToLiveNs, setTimeToLiveNs] = useState(asked);
  const { busy, error, run } = useTask();
  const agree = (who: Visitor) =>
    run(async () => {
      if (!opener.isOpen()) throw new EntryProblem('window_gone');
      await grantRequest(who, request, { derivedFrom, timeToLiveNs });
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
        derivedFrom={derivedFrom}
        timeToLiveNs={timeToLiveNs}
        onTimeToLive={setTimeToLiveNs}
      />
      <ProblemNotice error={error} />
    </>
  );
  const cancel = (
    <Button kind="quiet" onClick={onCancel}>
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
