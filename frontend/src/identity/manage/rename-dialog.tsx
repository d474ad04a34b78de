import { type identity, renameDevice } from '@indus/client';
import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { DeviceNameField } from '../device-name-field.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import type { PartProps } from './part-props.ts';

/** Gives a device another name. */
export function RenameDialog({
  visitor: { provider, anchor },
  reload,
  device,
  onClose,
}: PartProps & { readonly device: identity.DeviceData; readonly onClose: () => void }) {
  const text = useText('identity');
  const [name, setName] = useState(device.alias);
  const [faulty, setFaulty] = useState(false);
  const { busy, error, run } = useTask();
  const alias = name.trim();
  const rename = () => {
    setFaulty(alias === '');
    if (alias === '') return;
    run(async () => {
      await renameDevice(provider, anchor, Uint8Array.from(device.pubkey), alias);
      await reload();
      onClose();
    });
  };
  return (
    <Dialog
      open
      title={text('devices.renameTitle')}
      onClose={onClose}
      actions={
        <Button kind="primary" busy={busy} onClick={rename}>
          {text('devices.renameSave')}
        </Button>
      }
    >
      <ProblemNotice error={error} />
      <DeviceNameField value={name} faulty={faulty} onChange={setName} />
    </Dialog>
  );
}
