import { Field } from './field.tsx';

/** A choice among a few words. */
export function SelectField<Name extends string>({
  label,
  names,
  wordsOf,
  value,
  onChange,
}: {
  readonly label: string;
  readonly names: readonly Name[];
  readonly wordsOf: (name: Name) => string;
  readonly value: Name;
  readonly onChange: (name: Name) => void;
}) {
  return (
    <Field label={label} required>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value as Name)}>
          {names.map((name) => (
            <option key={name} value={name}>
              {wordsOf(name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
