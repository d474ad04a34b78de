import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import type { PageRequest } from '../protocol/page-request.ts';
import styles from '../stack.module.css';

type Reason = 'origin_not_supported' | 'derivation_origin_refused';

/** A page that nobody can be signed in to; it is told so when the person has read why. */
export function OriginRefused({
  request: { origin, derivationOrigin = origin },
  reason,
  onRefuse,
}: {
  readonly request: PageRequest;
  readonly reason: Reason;
  readonly onRefuse: (reason: Reason) => void;
}) {
  const text = useText('identity');
  return (
    <>
      <PageHeading title={text('refused.title')} />
      <bdi className={styles['origin']} data-origin={origin}>
        {origin}
      </bdi>
      <Notice kind="bad" live>
        <p>{text(`refused.${reason}`, { origin: derivationOrigin })}</p>
      </Notice>
      <div className={styles['row']}>
        <Button kind="primary" onClick={() => onRefuse(reason)}>
          {text('refused.close')}
        </Button>
      </div>
    </>
  );
}
