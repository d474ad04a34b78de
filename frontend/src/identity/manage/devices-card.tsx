import { useText } from '../../language/index.ts';
import { Card } from '../../parts/card.tsx';
import { DeviceItem } from './device-item.tsx';
import styles from './manage.module.css';
import type { PartProps } from './part-props.ts';

/** Every device that opens the identity. */
export function DevicesCard({ onLeave, ...parts }: PartProps & { readonly onLeave: () => void }) {
  const text = useText('identity');
  const { devices } = parts.anchor;
  return (
    <Card title={text('devices.title')}>
      <p>{text('devices.lead', { count: devices.length })}</p>
      <ul className={styles['list']}>
        {devices.map((device) => (
          <DeviceItem key={String(device.device.pubkey)} {...parts} device={device} onLeave={onLeave} />
        ))}
      </ul>
    </Card>
  );
}
