import { useText } from '../../language/index.ts';
import { Field } from '../../parts/field.tsx';

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
    <Field
      label={text('number.label')}
      hint={text('number.hint')}
      error={faulty && text('number.invalid')}
      required
    >
      {(control) => (
        <input
          {...control}
          type="text"
          inputMode="numeric"
          autoComplete="username"
          dir="ltr"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
