import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { useConfiguration } from '../network/configuration-context.tsx';
import { useOnline } from '../network/use-online.ts';
import { useOutboxItems } from '../offline/outbox-items.tsx';
import { Badge } from '../parts/badge.tsx';
import styles from './footer.module.css';

/** The end of every page: which network, whether it is there, and what waits to be sent. */
export function Footer() {
  const text = useText('shell');
  const { network } = useConfiguration();
  const online = useOnline();
  const waiting = useOutboxItems().filter(({ state }) => state !== 'done').length;
  return (
    <footer className={styles['footer']}>
      <div className={styles['content']}>
        <p role="status">
          <Badge kind={online ? 'good' : 'warn'}>
            {online ? text('network.online') : text('network.offline')}
          </Badge>{' '}
          {text('network.name')} <bdi>{network}</bdi>
        </p>
        <p>
          <Link href="/outbox">{text('outbox.waiting', { count: waiting })}</Link>
        </p>
        <p className={styles['promise']}>{text('app.promise')}</p>
      </div>
    </footer>
  );
}
