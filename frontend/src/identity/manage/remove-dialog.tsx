import { type identity, removeDevice } from '@indus/client';
import { useText } from '../../language/index.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { forgetPasskey } from '../passkey/passkeys.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import type { PartProps } from './part-props.ts';

/** Asks before a device is taken from the identity. */
export function RemoveDialog({
  visitor: { provider, anchor },
  reload,
  device,
  isCurrent,
  onClose,
  onLeave,
}: PartProps & {
  readonly device: identity.DeviceData;
  readonly isCurrent: boolean;
  readonly onClose: () => void;
  readonly onLeave: () => void;
}) {
  const text = useText('identity');
  const { busy, error, run } = useTask();
  const remove = () =>
    run(async () => {
      await removeDevice(provider, anchor, Uint8Array.from(device.pubkey));
      const [credentialId] = device.credential_id;
      if (credentialId !== undefined) await forgetPasskey(Uint8Array.from(credentialId));
      onClose();
      if (isCurrent) onLeave();
      else await reload();
    });
  return (
    <ConfirmDialog
      open
      danger
      title={text('devices.removeTitle', { name: device.alias })}
      confirm={text('devices.remove')}
      busy={busy}
      onConfirm={remove}
      onClose={onClose}
    >
      <ProblemNotice error={error} />
      <p>{text(isCurrent ? 'devices.removeCurrent' : 'devices.removeHelp')}</p>
    </ConfirmDialog>
  );
}
