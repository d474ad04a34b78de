import { proveLogConsistency, readLog } from '@indus/client';
import { useState } from 'react';
import { useFormats, useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import type { Network } from '../network/network.ts';
import { useNetwork } from '../network/network-context.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { compareWithLastVisit, type Continuity } from '../offline/seen-head.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Progress } from '../parts/progress.tsx';
import { Time } from '../parts/time.tsx';
import { type BucketsChecked, checkBuckets } from './check-buckets.ts';

/** Whether the books still begin with what this device saw of them: the registry's log, and the log of every bucket. */
export function BooksPage() {
  const text = useText('auditor');
  return (
    <>
      <PageHeading title={text('books.title')} lead={text('books.lead')} />
      <RegistryLog />
      <BucketLogs />
    </>
  );
}

function RegistryLog() {
  const text = useText('auditor');
  const formats = useFormats();
  const read = useVerified(['auditor', 'registry log'], compareRegistryLog, { keep: false });
  return (
    <Card title={text('books.registry')}>
      <Verified read={read}>
        {({ head, since }) => (
          <>
            <Notice kind="good">
              {since ? (
                <>
                  {text('books.continuous')} <Time value={since.time_ns} />
                </>
              ) : (
                text('books.first')
              )}
            </Notice>
            {head && (
              <Facts
                facts={[
                  { name: text('books.size'), value: formats.number(head.size) },
                  { name: text('books.root'), value: <Hash value={head.root} whole /> },
                ]}
              />
            )}
          </>
        )}
      </Verified>
    </Card>
  );
}

function compareRegistryLog({ registry }: Network): Promise<Continuity> {
  return compareWithLastVisit(`${registry.canisterId.toText()} log`, {
    prove: (earlier) => proveLogConsistency(registry, earlier),
    async read() {
      const { head, time_ns } = await readLog(registry, 0n, 1);
      return { value: head, time_ns };
    },
  });
}

type Check =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number }
  | { readonly state: 'done'; readonly checked: BucketsChecked }
  | { readonly state: 'failed'; readonly error: unknown };

function BucketLogs() {
  const text = useText('auditor');
  const { vault } = useNetwork();
  const [check, setCheck] = useState<Check>({ state: 'idle' });
  const start = async (): Promise<void> => {
    setCheck({ state: 'running', done: 0 });
    try {
      const checked = await checkBuckets(vault, (done) => setCheck({ state: 'running', done }));
      setCheck({ state: 'done', checked });
    } catch (error) {
      setCheck({ state: 'failed', error });
    }
  };
  return (
    <Card title={text('books.buckets')}>
      <p>{text('books.bucketsLead')}</p>
      {check.state === 'running' && (
        <Progress label={text('books.checking')} done={check.done} total={vault.buckets} />
      )}
      {check.state === 'failed' && <FailureNotice error={check.error} onRetry={() => void start()} />}
      {check.state === 'done' && <BucketsResult checked={check.checked} />}
      {check.state !== 'running' && (
        <Button kind="primary" onClick={() => void start()}>
          {text('books.check')}
        </Button>
      )}
    </Card>
  );
}

function BucketsResult({ checked }: { readonly checked: BucketsChecked }) {
  const text = useText('auditor');
  const formats = useFormats();
  return (
    <Notice kind="good" live>
      <p>{text('books.checked', { count: checked.buckets })}</p>
      <Facts
        facts={[
          { name: text('books.known'), value: formats.number(checked.known) },
          { name: text('books.entries'), value: formats.number(checked.entries) },
          { name: text('books.added'), value: formats.number(checked.added) },
        ]}
      />
    </Notice>
  );
}
