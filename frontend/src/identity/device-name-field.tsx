import { useText } from '../language/index.ts';
import { Field } from '../parts/field.tsx';
import { DEVICE_NAME_CHARACTERS_MAX } from './device-data.ts';

/** Where a person names a device. */
export function DeviceNameField({
  value,
  faulty,
  onChange,
}: {
  readonly value: string;
  /** Whether what was sent is no name. */
  readonly faulty: boolean;
  readonly onChange: (value: string) => void;
}) {
  const text = useText('identity');
  return (
    <Field
      label={text('device.nameLabel')}
      hint={text('device.nameHint')}
      error={faulty && text('device.nameMissing')}
      required
    >
      {(control) => (
        <input
          {...control}
          type="text"
          dir="auto"
          autoComplete="off"
          maxLength={DEVICE_NAME_CHARACTERS_MAX}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
