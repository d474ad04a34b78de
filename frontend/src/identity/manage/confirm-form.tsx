import { confirmDevice } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { latinDigits, useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import type { PartProps } from './part-props.ts';

const CODE = /^\d{6}$/;

/** Takes the code of a device that proposed itself. */
export function ConfirmForm({
  visitor: { provider },
  anchor,
  reload,
  name,
  onAdded,
}: PartProps & { readonly name: string; readonly onAdded: () => void }) {
  const text = useText('identity');
  const [typed, setTyped] = useState('');
  const [faulty, setFaulty] = useState(false);
  const { busy, error, run } = useTask();
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    const code = latinDigits(typed).replace(/\s/g, '');
    setFaulty(!CODE.test(code));
    if (!CODE.test(code)) return;
    run(async () => {
      try {
        await confirmDevice(provider, anchor.number, code);
        onAdded();
      } finally {
        await reload();
      }
    });
  };
  return (
    <form onSubmit={confirm} noValidate>
      <p>{text('add.proposed', { name })}</p>
      <ProblemNotice error={error} />
      <TextField
        label={text('add.code')}
        hint={text('add.codeHint')}
        error={faulty && text('add.codeInvalid')}
        inputMode="numeric"
        autoComplete="one-time-code"
        direction="ltr"
        value={typed}
        onChange={setTyped}
      />
      <div className={styles['row']}>
        <Button kind="primary" type="submit" busy={busy}>
          {text('add.confirm')}
        </Button>
      </div>
    </form>
  );
}
