import { useText } from '../../language/index.ts';
import { Notice } from '../../parts/notice.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import type { PageRequest } from '../protocol/page-request.ts';
import styles from '../stack.module.css';
import { TimeToLiveField } from './time-to-live-field.tsx';

/** Who asks, for what, and for how long. */
export function Asked({
  request: { origin, wants },
  derivedFrom,
  timeToLiveNs,
  onTimeToLive,
}: {
  readonly request: PageRequest;
  readonly derivedFrom: string;
  readonly timeToLiveNs: bigint;
  readonly onTimeToLive: (timeToLiveNs: bigint) => void;
}) {
  const text = useText('identity');
  const isSignIn = wants.kind === 'delegation';
  return (
    <>
      <PageHeading title={isSignIn ? text('authorize.title') : text('authorize.accountsTitle')} />
      <p>{isSignIn ? text('authorize.asks') : text('authorize.asksAccounts')}</p>
      <bdi className={styles['origin']} data-origin={origin}>
        {origin}
      </bdi>
      {derivedFrom !== origin && (
        <Notice kind="info">
          <p>{text('authorize.sameAs', { origin: derivedFrom })}</p>
        </Notice>
      )}
      <p>{text('authorize.beware')}</p>
      {isSignIn && (
        <TimeToLiveField askedNs={wants.timeToLiveNs} valueNs={timeToLiveNs} onChange={onTimeToLive} />
      )}
    </>
  );
}
