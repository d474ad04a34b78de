import type { vault } from '@indus/client';
import { useEffect, useMemo } from 'react';
import { useFormats, useText } from '../language/index.ts';
import styles from './body-content.module.css';

/** Pictures that every browser shows. */
const PICTURES = /^image\/(png|jpeg|gif|webp|avif)$/;

/** What a record says: text and pictures are shown, everything can be saved. */
export function BodyContent({ record, body }: { readonly record: vault.Record; readonly body: Uint8Array }) {
  const text = useText('citizen');
  const formats = useFormats();
  const address = useMemo(
    () => URL.createObjectURL(new Blob([Uint8Array.from(body)], { type: record.media_type })),
    [body, record.media_type],
  );
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <div className={styles['body']}>
      {isText(record.media_type) && (
        <pre dir="auto" tabIndex={0} aria-label={text('record.body')}>
          {readable(record.media_type, body)}
        </pre>
      )}
      {PICTURES.test(record.media_type) && <img src={address} alt={text('record.body')} />}
      <a href={address} download={`record-${record.id}-${record.version}`}>
        {text('record.save', { size: formats.size(body.length) })}
      </a>
    </div>
  );
}

function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || mediaType === 'application/json';
}

function readable(mediaType: string, body: Uint8Array): string {
  const plain = new TextDecoder().decode(body);
  if (mediaType !== 'application/json') return plain;
  try {
    return JSON.stringify(JSON.parse(plain), null, 2);
  } catch {
    return plain;
  }
}
