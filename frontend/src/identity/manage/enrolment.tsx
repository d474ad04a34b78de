import { closeEnrolment, confirmDevice } from '@indus/client';
import { type FormEvent, useEffect, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Progress } from '../../parts/progress.tsx';
import { Time } from '../../parts/time.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { latinDigits } from '../remembered-number.ts';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import type { PartProps } from './part-props.ts';

/** How often the page asks whether a device proposed itself. Units: milliseconds. */
const ASK_EVERY_MS = 3_000;
const CODE_DIGITS = 6;

/** A time in which one further device may propose itself, and be confirmed by its code. */
export function Enrolment({
  visitor,
  anchor,
  reload,
  onAdded,
}: PartProps & { readonly onAdded: () => void }) {
  const text = useText('identity');
  const { provider } = visitor;
  const [enrolment] = anchor.enrolment;
  const [proposed] = enrolment?.proposed ?? [];
  const waits = proposed === undefined;
  const [typed, setTyped] = useState('');
  const [faulty, setFaulty] = useState(false);
  const confirmation = useTask();
  const stopping = useTask();
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => void reload(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [waits, reload]);
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    const code = latinDigits(typed).replace(/\s/g, '');
    const isCode = code.length === CODE_DIGITS && /^\d+$/.test(code);
    setFaulty(!isCode);
    if (!isCode) return;
    confirmation.run(async () => {
      try {
        await confirmDevice(provider, anchor.number, code);
        onAdded();
      } finally {
        await reload();
      }
    });
  };
  const stop = () =>
    stopping.run(async () => {
      await closeEnrolment(provider, anchor.number);
      await reload();
    });
  const stopButton = (
    <Button kind="quiet" busy={stopping.busy} onClick={stop}>
      {text('add.stop')}
    </Button>
  );
  return (
    <>
      <ProblemNotice error={confirmation.error ?? stopping.error} />
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
          {stopButton}
        </>
      ) : (
        <form onSubmit={confirm} noValidate>
          <p>{text('add.proposed', { name: proposed.alias })}</p>
          <Field
            label={text('add.code')}
            hint={text('add.codeHint')}
            error={faulty && text('add.codeInvalid')}
            required
          >
            {(control) => (
              <input
                {...control}
                type="text"
                inputMode="numeric"
                autoComplete="one-time-code"
                dir="ltr"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          <div className={styles['row']}>
            <Button kind="primary" type="submit" busy={confirmation.busy}>
              {text('add.confirm')}
            </Button>
            {stopButton}
          </div>
        </form>
      )}
      {enrolment && (
        <p>
          {text('add.until')} <Time value={enrolment.expires_at_ns} as="time" />
        </p>
      )}
    </>
  );
}
