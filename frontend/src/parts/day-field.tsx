import { Field } from './field.tsx';

/** A field for a day. */
export function DayField({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly error: string | undefined;
}) {
  return (
    <Field label={label} error={error} required>
      {(control) => (
        <input {...control} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
