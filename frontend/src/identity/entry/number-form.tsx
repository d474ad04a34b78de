import { type FormEvent, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { BackButton } from '../back-button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { parseNumber, rememberedNumber } from '../remembered-number.ts';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import { enterWithNumber } from '../visitor.ts';
import { useWorld } from '../world-context.tsx';
import type { EntryProps } from './entry-props.ts';
import { NumberField } from './number-field.tsx';

/** The way in for keys that do not show themselves: the person says who she is, and her keys are asked by name. */
export function NumberForm({ onEntered, onBack }: EntryProps) {
  const text = useText('identity');
  const world = useWorld();
  const { busy, error, run } = useTask();
  const [typed, setTyped] = useState(() => rememberedNumber()?.toString() ?? '');
  const [faulty, setFaulty] = useState(false);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    const number = parseNumber(typed);
    setFaulty(number === undefined);
    if (number !== undefined) run(async () => onEntered(await enterWithNumber(world, number)));
  };
  return (
    <form onSubmit={enter} noValidate>
      <PageHeading title={text('number.title')} lead={text('number.lead')} />
      <ProblemNotice error={error} />
      <NumberField value={typed} faulty={faulty} onChange={setTyped} />
      <div className={styles['row']}>
        <Button kind="primary" type="submit" busy={busy}>
          {busy ? text('entry.waiting') : text('entry.passkey')}
        </Button>
        <BackButton onBack={onBack} />
      </div>
    </form>
  );
}
