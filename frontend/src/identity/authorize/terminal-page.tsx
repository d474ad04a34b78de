import { prepareAndGetDelegation } from '@indus/client';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Entry, type Way } from '../entry/entry.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { readTerminalRequest, type TerminalRequest } from '../protocol/read-terminal-request.ts';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import type { Visitor } from '../visitor.ts';
import { TimeToLiveField } from './time-to-live-field.tsx';

/** Signs in a program of a terminal, such as `icp identity link web`. */
export function TerminalPage() {
  const text = useText('identity');
  const [{ request, status }] = useState(() => readTerminalRequest(location.hash));
  // The nonce is a secret between the program and this page.
  useEffect(() => history.replaceState(null, '', location.pathname), []);
  if (request !== undefined) {
    return (
      <>
        {status === 'identity-mismatch' && (
          <Notice kind="warn" live>
            <p>{text('terminal.otherIdentity')}</p>
          </Notice>
        )}
        <TerminalDecision request={request} />
      </>
    );
  }
  return (
    <>
      <PageHeading title={text('terminal.title')} />
      <Notice kind={status === 'success' ? 'good' : 'bad'} live>
        <p>{text(status === 'success' ? 'terminal.done' : 'terminal.invalid')}</p>
      </Notice>
    </>
  );
}

function TerminalDecision({ request }: { readonly request: TerminalRequest }) {
  const text = useText('identity');
  const [visitor, setVisitor] = useState<Visitor>();
  const [timeToLiveNs, setTimeToLiveNs] = useState(request.timeToLiveNs);
  const [delegation, setDelegation] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const { busy, error, run } = useTask();
  const origin = request.origin ?? terminalOrigin();

  const agree = ({ anchor, provider }: Visitor) =>
    run(async () => {
      const { sessionPublicKey: sessionKey } = request;
      const asked = { anchor, origin, sessionKey, maxTimeToLiveNs: timeToLiveNs };
      const chain = await prepareAndGetDelegation(provider, asked);
      setDelegation(JSON.stringify(chain.toJSON()));
    });
  useEffect(() => {
    if (delegation !== '') form.current?.submit();
  }, [delegation]);
  const enter = (who: Visitor, way: Way) => {
    setVisitor(who);
    if (way === 'start') agree(who);
  };
  const heading = (
    <>
      <PageHeading title={text('terminal.title')} lead={text('terminal.asks')} />
      <bdi className={styles['origin']} data-origin={origin}>
        {origin}
      </bdi>
      <p>{text('terminal.beware')}</p>
      <TimeToLiveField askedNs={request.timeToLiveNs} valueNs={timeToLiveNs} onChange={setTimeToLiveNs} />
      <ProblemNotice error={error} />
    </>
  );
  return (
    <>
      {visitor === undefined ? (
        <Entry heading={heading} passkeyLabel={text('terminal.passkey')} onEntered={enter} />
      ) : (
        <>
          {heading}
          <p>{text('authorize.as', { number: visitor.anchor })}</p>
          <Button kind="primary" busy={busy} onClick={() => agree(visitor)}>
            {busy ? text('authorize.working') : text('authorize.allow')}
          </Button>
        </>
      )}
      <form ref={form} method="post" action={request.callback} hidden>
        <input type="hidden" name="delegation" value={delegation} />
        <input type="hidden" name="nonce" value={request.nonce} />
      </form>
    </>
  );
}

/** Where a program acts as the person when it names no page: an origin that no page has. */
function terminalOrigin(): string {
  return `${location.protocol}//cli.${location.host}`;
}
