import styles from './names.module.css';
import { RecordClassName } from './record-class-name.tsx';

/** Record classes by their words, one after another. */
export function RecordClassList({ codes }: { readonly codes: readonly string[] }) {
  return (
    <ul className={styles['list']}>
      {codes.map((code) => (
        <li key={code}>
          <RecordClassName code={code} />
        </li>
      ))}
    </ul>
  );
}
