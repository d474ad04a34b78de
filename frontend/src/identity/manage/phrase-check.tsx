import { type FormEvent, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';
import { BackButton } from '../back-button.tsx';
import styles from '../stack.module.css';
import { choosePositions } from './choose-positions.ts';

/** Asks for some words of a phrase, so that it is known to stand on paper. */
export function PhraseCheck({
  words,
  busy,
  onRight,
  onBack,
}: {
  readonly words: readonly string[];
  readonly busy: boolean;
  readonly onRight: (isProtected: boolean) => void;
  readonly onBack: () => void;
}) {
  const text = useText('identity');
  const [positions] = useState(() => choosePositions(words.length));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [sent, setSent] = useState(false);
  const [isProtected, setProtected] = useState(false);
  const isRight = (position: number) => typed[position]?.trim().toLowerCase() === words[position];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (positions.every(isRight)) onRight(isProtected);
  };
  return (
    <form onSubmit={submit} noValidate>
      <p>{text('recovery.check')}</p>
      {positions.map((position) => (
        <Field
          key={position}
          label={text('recovery.word', { position: position + 1 })}
          error={sent && !isRight(position) && text('recovery.wordWrong')}
          required
        >
          {(control) => (
            <input
              {...control}
              type="text"
              dir="ltr"
              lang="en"
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              data-position={position}
              value={typed[position] ?? ''}
              onChange={(event) => setTyped({ ...typed, [position]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Choice
        label={text('recovery.protect')}
        hint={text('recovery.protectHint')}
        checked={isProtected}
        onChange={(event) => setProtected(event.target.checked)}
      />
      <div className={styles['row']}>
        <Button kind="primary" type="submit" busy={busy}>
          {text('recovery.keep')}
        </Button>
        {!busy && <BackButton onBack={onBack} />}
      </div>
    </form>
  );
}
