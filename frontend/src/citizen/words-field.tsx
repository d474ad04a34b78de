import { useText } from '../language/index.ts';
import { TextField } from '../parts/text-field.tsx';
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
    <TextField
      label={label}
      hint={hint}
      error={missing && text('right.fault.words', { limit: WORDS_MAX })}
      lines={4}
      value={value}
      onChange={onChange}
    />
  );
}
