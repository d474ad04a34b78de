import { closeEnrolment } from '@indus/client';
import { useEffect } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Progress } from '../../parts/progress.tsx';
import { Time } from '../../parts/time.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import { ConfirmForm } from './confirm-form.tsx';
import type { PartProps } from './part-props.ts';

/** How often the page asks whether a device proposed itself. Units: milliseconds. */
const ASK_EVERY_MS = 3_000;

/** A time in which one further device may propose itself, and be confirmed by its code. */
export function Enrolment({ onAdded, ...parts }: PartProps & { readonly onAdded: () => void }) {
  const text = useText('identity');
  const { visitor, anchor, reload } = parts;
  const [enrolment] = anchor.enrolment;
  const [proposed] = enrolment?.proposed ?? [];
  const waits = proposed === undefined;
  const { busy, error, run } = useTask();
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => void reload(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [waits, reload]);
  const stop = () =>
    run(async () => {
      await closeEnrolment(visitor.provider, anchor.number);
      await reload();
    });
  return (
    <>
      {waits ? (
        <>
          <ol>
            <li>
              {text('add.step1')} <bdi dir="ltr">{location.origin}</bdi>
            </li>
            <li>{text('add.step2', { number: anchor.number })}</li>
            <li>{text('add.step3')}</li>
          </ol>
          <Progress label={text('add.waiting')} />
        </>
      ) : (
        <ConfirmForm {...parts} name={proposed.alias} onAdded={onAdded} />
      )}
      {enrolment && (
        <p>
          {text('add.until')} <Time value={enrolment.expires_at_ns} as="time" />
        </p>
      )}
      <ProblemNotice error={error} />
      <Button busy={busy} onClick={stop}>
        {text('add.stop')}
      </Button>
    </>
  );
}
