import { addDevice, openEnrolment } from '@indus/client';
import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Notice } from '../../parts/notice.tsx';
import { passkeyDevice } from '../device-data.ts';
import { deviceName } from '../passkey/device-name.ts';
import { hasPasskeys, makePasskey } from '../passkey/passkeys.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import { Enrolment } from './enrolment.tsx';
import type { PartProps } from './part-props.ts';

/** Adds a passkey of this device, or another device by its code. */
export function AddDeviceCard(parts: PartProps) {
  const text = useText('identity');
  const { visitor, anchor, reload } = parts;
  const { provider } = visitor;
  const here = useTask();
  const other = useTask();
  const [added, setAdded] = useState(false);
  const addHere = () =>
    here.run(async () => {
      setAdded(false);
      const others = anchor.devices.flatMap(
        ({
          device: {
            credential_id: [id],
          },
        }) => (id === undefined ? [] : [Uint8Array.from(id)]),
      );
      const accountName = `${text('page.name')} ${anchor.number}`;
      const made = await makePasskey({ providerName: text('page.name'), accountName, others });
      const alias = deviceName(navigator) || text('device.unnamed');
      await addDevice(provider, anchor.number, passkeyDevice(made, alias));
      await reload();
      setAdded(true);
    });
  const addOther = () =>
    other.run(async () => {
      setAdded(false);
      await openEnrolment(provider, anchor.number);
      await reload();
    });
  return (
    <Card title={text('add.title')}>
      <p>{text('add.lead')}</p>
      <ProblemNotice error={here.error ?? other.error} />
      {added && (
        <Notice kind="good" live>
          <p>{text('add.done')}</p>
        </Notice>
      )}
      {anchor.enrolment.length > 0 ? (
        <Enrolment {...parts} onAdded={() => setAdded(true)} />
      ) : (
        <div className={styles['stack']}>
          <Button busy={other.busy} onClick={addOther}>
            {text('add.other')}
          </Button>
          {hasPasskeys() && (
            <Button busy={here.busy} onClick={addHere}>
              {text('add.here')}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}
