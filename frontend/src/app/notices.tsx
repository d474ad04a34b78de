import { useEffect, useState } from 'react';
import { useText } from '../language/index.ts';
import { useOnline } from '../network/use-online.ts';
import { registerWorker, type WaitingVersion } from '../offline/register-worker.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import styles from './notices.module.css';
import { whenIdle } from './when-idle.ts';

/** What a person should know on every page: that there is no network, that a newer version is ready. */
export function Notices() {
  const text = useText('common');
  const tell = useText('shell');
  const online = useOnline();
  const [version, setVersion] = useState<WaitingVersion>();
  useEffect(() => {
    // While the portal is being developed its files change under their names.
    if (import.meta.env.DEV) return undefined;
    return whenIdle(() => void registerWorker(setVersion));
  }, []);
  return (
    <div className={styles['notices']} role="status">
      {!online && <Notice kind="warn">{text('offline.banner')}</Notice>}
      {version && (
        <Notice
          kind="info"
          actions={<Button onClick={() => version.takeOver()}>{tell('update.reload')}</Button>}
        >
          {text('update.ready')}
        </Notice>
      )}
    </div>
  );
}
