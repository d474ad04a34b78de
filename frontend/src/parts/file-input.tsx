import { useState } from 'react';
import { useText } from '../language/index.ts';
import type { FieldControl } from './field.tsx';
import styles from './file-input.module.css';

/** Takes files, in the language of the page: a browser's own control speaks that of the browser. */
export function FileInput({
  control,
  accept,
  multiple = false,
  onFiles,
}: {
  readonly control: FieldControl;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: FileList | null) => void;
}) {
  const text = useText('common');
  const [names, setNames] = useState('');
  return (
    <span className={styles['picker']}>
      <input
        {...control}
        {...(accept === undefined ? {} : { accept })}
        type="file"
        multiple={multiple}
        className={styles['input']}
        onChange={({ target: { files } }) => {
          setNames([...(files ?? [])].map(({ name }) => name).join(' · '));
          onFiles(files);
        }}
      />
      <span className={styles['label']} aria-hidden="true">
        {text(multiple ? 'action.chooseFiles' : 'action.chooseFile')}
      </span>
      <bdi className={styles['names']}>{names || text('state.noFile')}</bdi>
    </span>
  );
}
