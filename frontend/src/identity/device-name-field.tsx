import { useText } from '../language/index.ts';
import { TextField } from '../parts/text-field.tsx';
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
    <TextField
      label={text('device.nameLabel')}
      hint={text('device.nameHint')}
      error={faulty && text('device.nameMissing')}
      maxLength={DEVICE_NAME_CHARACTERS_MAX}
      value={value}
      onChange={onChange}
    />
  );
}
