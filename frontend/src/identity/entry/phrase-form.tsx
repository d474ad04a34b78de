import { phraseFault, type PhraseFault, recoveryWords } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { type Text, useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { BackButton } from '../back-button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import { enterWithPhrase } from '../visitor.ts';
import { useWorld } from '../world-context.tsx';
import type { EntryProps } from './entry-props.ts';

/** The way in when every device is lost: the 24 words. They are never kept. */
export function PhraseForm({ onEntered, onBack }: EntryProps) {
  const text = useText('identity');
  const world = useWorld();
  const { busy, error, run } = useTask();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<PhraseFault>();
  const enter = (event: FormEvent) => {
    event.preventDefault();
    const words = recoveryWords(typed);
    const found = phraseFault(words);
    setFault(found);
    if (found === undefined) run(async () => onEntered(await enterWithPhrase(world, words)));
  };
  return (
    <form onSubmit={enter} noValidate>
      <PageHeading title={text('phrase.enterTitle')} lead={text('phrase.enterLead')} />
      <ProblemNotice error={error} />
      <Field
        label={text('phrase.label')}
        hint={text('phrase.hint')}
        error={fault && faultText(fault, text)}
        required
      >
        {(control) => (
          <textarea
            {...control}
            rows={5}
            dir="ltr"
            lang="en"
            autoCapitalize="none"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className={styles['row']}>
        <Button kind="primary" type="submit" busy={busy}>
          {text('phrase.enter')}
        </Button>
        <BackButton onBack={onBack} />
      </div>
    </form>
  );
}

function faultText(fault: PhraseFault, text: Text<'identity'>): string {
  switch (fault.kind) {
    case 'words':
      return text('phrase.faultWords', { count: fault.got });
    case 'unknown_word':
      return text('phrase.faultWord', { position: fault.position });
    case 'checksum':
      return text('phrase.faultOrder');
  }
}
