import { Link } from 'wouter';
import { useAnyText, useText } from '../language/index.ts';
import { useConfiguration } from '../network/configuration-context.tsx';
import { useOnline } from '../network/use-online.ts';
import { useOutboxItems } from '../offline/outbox-items.tsx';
import { Badge } from '../parts/badge.tsx';
import styles from './footer.module.css';

/** The end of every page: which network, whether it is there, and what waits to be sent. */
export function Footer() {
  const text = useText('common');
  const tell = useText('shell');
  const nameOf = useAnyText('shell');
  const { network, demonstration } = useConfiguration();
  const online = useOnline();
  const waiting = useOutboxItems().filter(({ state }) => state !== 'done').length;
  return (
    <footer className={styles['footer']} aria-label={text('nav.footer')}>
      <div className={styles['content']}>
        <p role="status">
          <Badge kind={online ? 'good' : 'warn'}>
            {online ? tell('network.online') : tell('network.offline')}
          </Badge>{' '}
          {nameOf(`network.is.${network}`, 'network.name', { network })}
        </p>
        <p>
          <Link href="/outbox">
            {waiting > 0 ? text('outbox.count', { count: waiting }) : text('outbox.empty')}
          </Link>
        </p>
        {demonstration && (
          <p>
            <Link href="/demonstration">{text('demonstration.link')}</Link>
          </p>
        )}
      </div>
    </footer>
  );
}
