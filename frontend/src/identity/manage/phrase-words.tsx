import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { BackButton } from '../back-button.tsx';
import styles from '../stack.module.css';

/** The words of a new phrase, to be written down. They are Latin letters in every language. */
export function PhraseWords({
  words,
  onWritten,
  onBack,
}: {
  readonly words: readonly string[];
  readonly onWritten: () => void;
  readonly onBack: () => void;
}) {
  const text = useText('identity');
  return (
    <>
      <p>{text('recovery.write')}</p>
      <ol className={styles['words']} lang="en" dir="ltr" aria-label={text('recovery.words')}>
        {words.map((word, at) => (
          <li key={at} data-word={word}>
            <span aria-hidden="true">{at + 1}</span> {word}
          </li>
        ))}
      </ol>
      <div className={styles['unprinted']}>
        <Notice kind="warn">
          <p>{text('recovery.secret')}</p>
        </Notice>
        <div className={styles['row']}>
          <Button kind="primary" onClick={onWritten}>
            {text('recovery.written')}
          </Button>
          <Button onClick={() => print()}>{text('recovery.print')}</Button>
          <BackButton onBack={onBack} />
        </div>
      </div>
    </>
  );
}
