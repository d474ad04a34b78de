import { type identity, protectDevice } from '@indus/client';
import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { Badge } from '../../parts/badge.tsx';
import { Button } from '../../parts/button.tsx';
import { Time } from '../../parts/time.tsx';
import { isPhrase } from '../device-data.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import own from './manage.module.css';
import type { PartProps } from './part-props.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

/** One device, and what can be done with it. */
export function DeviceItem({
  device: { device, added_at_ns, last_used_at_ns, current },
  onLeave,
  ...parts
}: PartProps & { readonly device: identity.Device; readonly onLeave: () => void }) {
  const text = useText('identity');
  const { visitor, reload } = parts;
  const [open, setOpen] = useState<'rename' | 'remove'>();
  const { busy, error, run } = useTask();
  const close = () => setOpen(undefined);
  const isProtected = 'protected' in device.protection;
  const protection = isProtected ? { unprotected: null } : { protected: null };
  const change = () =>
    run(async () => {
      await protectDevice(visitor.provider, visitor.anchor, Uint8Array.from(device.pubkey), protection);
      await reload();
    });
  const [lastUsed] = last_used_at_ns;
  return (
    <li className={own['item']} data-device={device.alias}>
      <h3 className={own['name']}>
        <bdi>{device.alias}</bdi> {current && <Badge kind="good">{text('devices.current')}</Badge>}{' '}
        {isPhrase(device) && <Badge kind="info">{text('devices.phrase')}</Badge>}{' '}
        {isProtected && <Badge kind="info">{text('devices.protected')}</Badge>}
      </h3>
      <p className={own['facts']}>
        {text('devices.added')} <Time value={added_at_ns} as="date" />
        {' · '}
        {lastUsed === undefined ? (
          text('devices.neverUsed')
        ) : (
          <>
            {text('devices.lastUsed')} <Time value={lastUsed} as="relative" />
          </>
        )}
      </p>
      <ProblemNotice error={error} />
      <div className={styles['row']}>
        <Button
          onClick={() => setOpen('rename')}
          aria-label={text('devices.renameOf', { name: device.alias })}
        >
          {text('devices.rename')}
        </Button>
        {isPhrase(device) && (
          <Button busy={busy} onClick={change}>
            {text(isProtected ? 'devices.unprotect' : 'devices.protect')}
          </Button>
        )}
        <Button
          kind="danger"
          onClick={() => setOpen('remove')}
          aria-label={text('devices.removeOf', { name: device.alias })}
        >
          {text('devices.remove')}
        </Button>
      </div>
      {open === 'rename' && <RenameDialog {...parts} device={device} onClose={close} />}
      {open === 'remove' && (
        <RemoveDialog {...parts} device={device} isCurrent={current} onClose={close} onLeave={onLeave} />
      )}
    </li>
  );
}
