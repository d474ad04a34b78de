import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import styles from '../stack.module.css';

/** Tells a person the user number that she was given. */
export function NumberGiven({
  number,
  onContinue,
}: {
  readonly number: bigint;
  readonly onContinue: () => void;
}) {
  const text = useText('identity');
  return (
    <>
      <PageHeading title={text('given.title')} lead={text('given.lead')} />
      <p>
        <bdi className={styles['number']} data-user-number={number.toString()}>
          {number.toString()}
        </bdi>
      </p>
      <Notice kind="warn">
        <p>{text('given.recovery')}</p>
      </Notice>
      <div className={styles['row']}>
        <Button kind="primary" onClick={onContinue}>
          {text('given.continue')}
        </Button>
      </div>
    </>
  );
}
