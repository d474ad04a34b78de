import { CallFailed, type vault } from '@indus/client';
import { useState } from 'react';
import { BodyContent } from '../dossier/body-content.tsx';
import { useText } from '../language/index.ts';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { RecordClassName } from '../names/record-class-name.tsx';
import { FailureNotice } from '../network/failure-notice.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Hash } from '../parts/hash.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Progress } from '../parts/progress.tsx';
import { Time } from '../parts/time.tsx';
import { type OrganisationRead, readForOrganisation } from './read-for-organisation.ts';
import { ReadRecordsForm } from './read-records-form.tsx';

type Read =
  | { readonly state: 'idle' | 'running' }
  | { readonly state: 'done'; readonly result: OrganisationRead }
  | { readonly state: 'failed'; readonly error: unknown };

/** Reads records of a person on a lawful ground. The person sees the read in her ledger, granted or refused. */
export function ReadRecordsPage() {
  const text = useText('official');
  const network = useNetwork();
  const [run, setRun] = useState<Read>({ state: 'idle' });
  const start = async (request: vault.ReadRequest): Promise<void> => {
    setRun({ state: 'running' });
    try {
      setRun({ state: 'done', result: await readForOrganisation(network, request) });
    } catch (error) {
      setRun({ state: 'failed', error });
    }
  };
  return (
    <>
      <PageHeading title={text('read.title')} lead={text('read.lead')} />
      <Notice kind="warn">{text('read.logged')}</Notice>
      <OwnOrganisation wanted={['officer', 'judge']}>
        {(organisation) => (
          <ReadRecordsForm
            organisation={organisation}
            busy={run.state === 'running'}
            onSubmit={(request) => void start(request)}
          />
        )}
      </OwnOrganisation>
      {run.state === 'running' && <Progress label={text('read.running')} />}
      {run.state === 'failed' && <ReadFailed error={run.error} />}
      {run.state === 'done' && <ReadResult result={run.result} />}
    </>
  );
}

/** A refusal leaves an entry; a call that nobody answered may have left one. */
function ReadFailed({ error }: { readonly error: unknown }) {
  const text = useText('official');
  return (
    <>
      <FailureNotice error={error} />
      <p>{text(error instanceof CallFailed ? 'read.mayBeLogged' : 'read.refusalLogged')}</p>
    </>
  );
}

function ReadResult({ result: { read, isOpened } }: { readonly result: OrganisationRead }) {
  const text = useText('official');
  return (
    <>
      <Notice kind="good" live title={text('read.done', { count: read.records.length })}>
        <p>
          {text('read.entry', { sequence: read.receipt.sequence })} <Time value={read.receipt.at_ns} />
        </p>
        {read.delete_by_ns !== undefined && (
          <p>
            {text('read.deleteBy')} <Time value={read.delete_by_ns} as="date" />
          </p>
        )}
        <p>
          {text('read.digest')} <Hash value={read.result_sha256} />
        </p>
      </Notice>
      {read.records.length === 0 && <EmptyState title={text('read.nothing')} />}
      {read.records.map(({ record, body }) => (
        <Card key={`${record.id} ${record.version}`} title={<RecordClassName code={record.class} />}>
          <p>
            <Time value={record.issued_at_ns} as="date" />
          </p>
          {body && (isOpened || !record.sealed) && <BodyContent record={record} body={body} />}
          {record.sealed && !isOpened && <Notice>{text('read.sealed')}</Notice>}
        </Card>
      ))}
      {read.next && <Notice>{text('read.more')}</Notice>}
    </>
  );
}
