import { Field } from './field.tsx';

/** A field for a whole number from 1 to 1,000. */
export function CountField({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (count: number) => void;
  readonly error: string | undefined;
}) {
  return (
    <Field label={label} error={error} required>
      {(control) => (
        <input
          {...control}
          type="number"
          min={1}
          max={1000}
          value={Number.isNaN(value) ? '' : value}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      )}
    </Field>
  );
}
