import type { EnrolmentCode } from '@indus/client';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Progress } from '../../parts/progress.tsx';
import styles from '../stack.module.css';

/** How often a device asks whether it was confirmed. Units: milliseconds. */
const ASK_EVERY_MS = 2_000;
const NS_PER_MS = 1_000_000n;

/** The code of a device that wants to belong, until it does or the time is over. */
export function ShowCode({
  code: { code, expiresAtNs },
  isConfirmed,
  onConfirmed,
  onOver,
}: {
  readonly code: EnrolmentCode;
  readonly isConfirmed: () => Promise<boolean>;
  readonly onConfirmed: () => void;
  readonly onOver: () => void;
}) {
  const text = useText('identity');
  const [over, setOver] = useState(false);
  const asks = useRef({ isConfirmed, onConfirmed });
  asks.current = { isConfirmed, onConfirmed };
  useEffect(() => {
    let left = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      // A question that fails is asked again: the code is good until its time.
      const confirmed = await asks.current.isConfirmed().catch(() => false);
      if (left) return;
      if (confirmed) asks.current.onConfirmed();
      else if (BigInt(Date.now()) * NS_PER_MS >= expiresAtNs) setOver(true);
      else timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    };
    timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [expiresAtNs]);
  if (over) {
    return (
      <Notice kind="bad" live actions={<Button onClick={onOver}>{text('newDevice.again')}</Button>}>
        <p>{text('problem.enrolment_over')}</p>
      </Notice>
    );
  }
  return (
    <>
      <PageHeading title={text('showCode.title')} lead={text('showCode.lead')} />
      <p>
        <bdi className={styles['code']} data-code={code}>
          {code}
        </bdi>
      </p>
      <p>{text('showCode.until', { at: Number(expiresAtNs / NS_PER_MS) })}</p>
      <Progress label={text('showCode.waiting')} />
      <Button onClick={onOver}>{text('showCode.stop')}</Button>
    </>
  );
}
