import { exportDossier, packExport } from '@indus/client';
import { useState } from 'react';
import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Progress } from '../parts/progress.tsx';
import { saveFile } from '../receipts/save-file.ts';

type Export =
  | { readonly state: 'idle' | 'running' }
  | { readonly state: 'done'; readonly bytes: Uint8Array }
  | { readonly state: 'failed'; readonly error: unknown };

/** Everything that is held on a person, in one file that another vault takes in again; every part is proven first. */
export function ExportPage() {
  const text = useText('citizen');
  const { vault, principal } = useNetwork();
  const [run, setRun] = useState<Export>({ state: 'idle' });
  const start = async (): Promise<void> => {
    setRun({ state: 'running' });
    try {
      setRun({ state: 'done', bytes: packExport(await exportDossier(vault, principal)) });
    } catch (error) {
      setRun({ state: 'failed', error });
    }
  };
  return (
    <>
      <PageHeading title={text('export.title')} lead={text('export.lead')} />
      <Card>
        <p>{text('export.sealedNote')}</p>
        {run.state === 'running' && <Progress label={text('export.running')} />}
        {run.state === 'failed' && <FailureNotice error={run.error} onRetry={() => void start()} />}
        {run.state === 'done' ? (
          <Notice
            kind="good"
            live
            actions={
              <Button
                kind="primary"
                onClick={() => saveFile('dossier.indus', 'application/octet-stream', run.bytes)}
              >
                {text('export.save')}
              </Button>
            }
          >
            {text('export.done')}
          </Notice>
        ) : (
          <Button kind="primary" busy={run.state === 'running'} onClick={() => void start()}>
            {text('export.start')}
          </Button>
        )}
      </Card>
    </>
  );
}
