import { useText } from '../language/index.ts';
import { Field } from '../parts/field.tsx';
import { WORDS_MAX } from './right-of-form.ts';

/** Words of one's own: a claim, or grounds. */
export function WordsField({
  label,
  hint,
  value,
  onChange,
  missing,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (words: string) => void;
  readonly missing: boolean;
}) {
  const text = useText('citizen');
  return (
    <Field
      label={label}
      hint={hint}
      error={missing && text('right.fault.words', { limit: WORDS_MAX })}
      required
    >
      {(control) => (
        <textarea
          {...control}
          rows={4}
          dir="auto"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
