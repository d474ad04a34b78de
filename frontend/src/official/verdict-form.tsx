import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { SubmitRow } from '../offline/submit-row.tsx';
import type { WriteInHand } from '../offline/outbox-context.tsx';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { TextField } from '../parts/text-field.tsx';

/** Characters that the vault takes at most. Source: canisters/vault/vault.did. */
const WORDS_MAX = 1_000;

/** A yes or a no with reasons, as a citizen may ask of whoever answers her. */
export function VerdictForm({
  legend,
  yes,
  no,
  reasons,
  write,
  onSubmit,
}: {
  readonly legend: string;
  readonly yes: string;
  readonly no: string;
  readonly reasons: string;
  readonly write: WriteInHand;
  readonly onSubmit: (verdict: { readonly isYes: boolean; readonly words: string }) => void;
}) {
  const text = useText('official');
  const [isYes, setIsYes] = useState<boolean>();
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<'choice' | 'words'>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = words.trim();
    const isWrong = said === '' || said.length > WORDS_MAX;
    setFault(isYes === undefined ? 'choice' : isWrong ? 'words' : undefined);
    if (isYes !== undefined && !isWrong) onSubmit({ isYes, words: said });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Choices legend={legend} error={fault === 'choice' && text('verdict.choose')}>
        <Choice
          type="radio"
          name="verdict"
          label={yes}
          checked={isYes === true}
          onChange={() => setIsYes(true)}
        />
        <Choice
          type="radio"
          name="verdict"
          label={no}
          checked={isYes === false}
          onChange={() => setIsYes(false)}
        />
      </Choices>
      <TextField
        label={reasons}
        error={fault === 'words' && text('verdict.words', { limit: WORDS_MAX })}
        lines={4}
        value={words}
        onChange={setWords}
      />
      <SubmitRow write={write} done={text('verdict.done')}>
        {text('verdict.send')}
      </SubmitRow>
    </form>
  );
}
