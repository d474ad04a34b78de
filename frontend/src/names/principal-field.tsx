import { Field } from '../parts/field.tsx';

/** A field for somebody's digital identity, as she reads it to an official or shows it on her own page. */
export function PrincipalField({
  label,
  hint,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (entered: string) => void;
  readonly error: string | undefined;
}) {
  return (
    <Field label={label} hint={hint} error={error} required>
      {(control) => (
        <input
          {...control}
          type="text"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
