import { readBodies, type vault } from '@indus/client';
import { useState } from 'react';
import { useText } from '../language/index.ts';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { BodyContent } from '../dossier/body-content.tsx';
import { openOwnRecord } from './open-own-record.ts';

/** What a record says; a sealed one is opened on this device only when its owner asks. */
export function RecordBody({ record }: { readonly record: vault.Record }) {
  const text = useText('citizen');
  const [opened, setOpened] = useState(!record.sealed);
  if ('erased' in record.state) return <Notice>{text('record.bodyErased')}</Notice>;
  if (opened) return record.sealed ? <SealedBody record={record} /> : <OpenBody record={record} />;
  return (
    <Notice
      title={text('record.sealedTitle')}
      actions={<Button onClick={() => setOpened(true)}>{text('record.open')}</Button>}
    >
      {text('record.sealedText')}
    </Notice>
  );
}

function OpenBody({ record }: { readonly record: vault.Record }) {
  const read = useVerified(
    ['citizen', 'body', record.id, record.version],
    async ({ vault, principal, connection }) => ({
      body: (await readBodies(vault, principal, [record]))[0] ?? new Uint8Array(),
      time_ns: BigInt(connection.trust.nowMs()) * 1_000_000n,
    }),
  );
  return <Verified read={read}>{({ body }) => <BodyContent record={record} body={body} />}</Verified>;
}

function SealedBody({ record }: { readonly record: vault.Record }) {
  const read = useVerified(
    ['citizen', 'sealed body', record.id, record.version],
    (network) => openOwnRecord(network, record),
    { keep: false },
  );
  return <Verified read={read}>{({ body }) => <BodyContent record={record} body={body} />}</Verified>;
}
