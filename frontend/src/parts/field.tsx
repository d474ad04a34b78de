import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** What a control needs so that its label, hint and error are read with it. Spread it on the control. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly required?: true;
}

/**
 * A control with its label, a hint and an error:
 * `<Field label=… error=…>{(control) => <input {...control} type="text" … />}</Field>`.
 */
export function Field({
  label,
  hint,
  error,
  required = false,
  children,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Says what is wrong and what is expected. */
  readonly error?: ReactNode;
  readonly required?: boolean;
  readonly children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
        ...(required ? { required: true as const } : {}),
      })}
      {error && (
        <p id={`${id}-error`} className={styles['error']} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
