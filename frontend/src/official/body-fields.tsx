import { useState } from 'react';
import { useFormats, useText } from '../language/index.ts';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { BODY_BYTES_MAX } from './issue-form.ts';

/** What a record is to say. */
export interface EnteredBody {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The content of a record: written here, or a file. */
export function BodyFields({
  onChange,
  error,
}: {
  readonly onChange: (body: EnteredBody) => void;
  readonly error: string | undefined;
}) {
  const text = useText('official');
  const formats = useFormats();
  const [words, setWords] = useState('');
  const write = (entered: string): void => {
    setWords(entered);
    onChange({ mediaType: 'text/plain', bytes: new TextEncoder().encode(entered) });
  };
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return write(words);
    onChange({ mediaType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  return (
    <>
      <Field label={text('issue.body')} error={error}>
        {(control) => (
          <textarea
            {...control}
            rows={6}
            dir="auto"
            value={words}
            onChange={(event) => write(event.target.value)}
          />
        )}
      </Field>
      <Field label={text('issue.file')} hint={text('issue.fileHint', { size: formats.size(BODY_BYTES_MAX) })}>
        {(control) => <FileInput control={control} onFiles={(files) => void open(files?.[0])} />}
      </Field>
    </>
  );
}
