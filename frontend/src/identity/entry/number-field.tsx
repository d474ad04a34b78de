import { useText } from '../../language/index.ts';
import { TextField } from '../../parts/text-field.tsx';

/** Where a person types her user number. */
export function NumberField({
  value,
  faulty,
  onChange,
}: {
  readonly value: string;
  /** Whether what was sent is no number. */
  readonly faulty: boolean;
  readonly onChange: (value: string) => void;
}) {
  const text = useText('identity');
  return (
    <TextField
      label={text('number.label')}
      hint={text('number.hint')}
      error={faulty && text('number.invalid')}
      inputMode="numeric"
      autoComplete="username"
      direction="ltr"
      value={value}
      onChange={onChange}
    />
  );
}
