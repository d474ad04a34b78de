import type { ReactNode } from 'react';
import { Field } from './field.tsx';

/** A field for words: one line, or several with `lines`. */
export function TextField({
  label,
  hint,
  value,
  onChange,
  error,
  lines = 1,
  direction = 'auto',
  maxLength,
  required = true,
  inputMode,
  autoComplete = 'off',
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly onChange: (entered: string) => void;
  readonly error?: string | false | undefined;
  readonly lines?: number;
  /** Codes and addresses are written from left to right in every language. */
  readonly direction?: 'auto' | 'ltr';
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly inputMode?: 'numeric';
  readonly autoComplete?: string;
}) {
  return (
    <Field label={label} hint={hint} error={error} required={required}>
      {(control) =>
        lines > 1 ? (
          <textarea
            {...control}
            rows={lines}
            dir={direction}
            maxLength={maxLength}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...control}
            type="text"
            dir={direction}
            inputMode={inputMode}
            autoComplete={autoComplete}
            spellCheck={direction === 'ltr' ? false : undefined}
            maxLength={maxLength}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
