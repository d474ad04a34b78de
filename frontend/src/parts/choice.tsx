import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import styles from './choice.module.css';

/** One box or button to tick, with its label; the whole line can be hit. */
export function Choice({
  type = 'checkbox',
  label,
  hint,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'id' | 'className'> & {
  readonly type?: 'checkbox' | 'radio';
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles['choice']}>
      <input {...rest} type={type} id={id} aria-describedby={hint ? `${id}-hint` : undefined} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className={styles['hint']}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
