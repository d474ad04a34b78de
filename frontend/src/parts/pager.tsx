import { useText } from '../language/index.ts';
import { Button } from './button.tsx';
import styles from './pager.module.css';

/** Steps through pages that are known one by one: lists of canisters have cursors, and no total. */
export function Pager({
  label,
  onPrevious,
  onNext,
}: {
  /** What is paged through. */
  readonly label: string;
  /** Absent: there is none before. */
  readonly onPrevious?: (() => void) | undefined;
  /** Absent: there is none after. */
  readonly onNext?: (() => void) | undefined;
}) {
  const text = useText('common');
  if (!onPrevious && !onNext) return null;
  return (
    <nav aria-label={label} className={styles['pager']}>
      <Button onClick={onPrevious} disabled={!onPrevious}>
        {text('action.previous')}
      </Button>
      <Button onClick={onNext} disabled={!onNext}>
        {text('action.next')}
      </Button>
    </nav>
  );
}
