import { type LedgerRead, readLedger } from '@indus/client';
import { useState } from 'react';
import { PositionsTimeline } from '../dossier/positions-timeline.tsx';
import { useText } from '../language/index.ts';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { PrincipalField } from '../names/principal-field.tsx';
import { principalOf } from '../names/principal-of.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Time } from '../parts/time.tsx';

/** Entries of one read. Source: canisters/vault/vault.did. */
const PAGE = 50;
/** Characters of a file number. Source: canisters/vault/vault.did. */
const REFERENCE_MAX = 200;

/** A person's ledger, read on a file number; the read itself stands in it. */
export function ReadLedgerPage() {
  const text = useText('auditor');
  return (
    <>
      <PageHeading title={text('ledger.title')} lead={text('ledger.lead')} />
      <Notice kind="warn">{text('ledger.logged')}</Notice>
      <OwnOrganisation wanted={['auditor', 'data_protection']}>
        {(organisation) => <LedgerForm organisation={organisation} />}
      </OwnOrganisation>
    </>
  );
}

type Read =
  | { readonly state: 'idle' | 'running' }
  | { readonly state: 'done'; readonly read: LedgerRead; readonly from: bigint }
  | { readonly state: 'failed'; readonly error: unknown };

function LedgerForm({ organisation }: { readonly organisation: bigint }) {
  const text = useText('auditor');
  const { vault } = useNetwork();
  const [person, setPerson] = useState('');
  const [reference, setReference] = useState('');
  const [fault, setFault] = useState<'subject' | 'reference'>();
  const [run, setRun] = useState<Read>({ state: 'idle' });
  const start = async (from: bigint): Promise<void> => {
    const subject = principalOf(person);
    const file = reference.trim();
    const isWrong = file === '' || file.length > REFERENCE_MAX;
    setFault(!subject ? 'subject' : isWrong ? 'reference' : undefined);
    if (!subject || isWrong) return;
    setRun({ state: 'running' });
    try {
      const request = {
        subject,
        basis: { audit: file },
        organisation: [organisation] as [bigint],
        from,
        limit: PAGE,
      };
      setRun({ state: 'done', from, read: await readLedger(vault, request) });
    } catch (error) {
      setRun({ state: 'failed', error });
    }
  };
  return (
    <>
      <Card>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void start(0n);
          }}
        >
          <PrincipalField
            label={text('ledger.person')}
            value={person}
            onChange={setPerson}
            error={fault === 'subject' && text('ledger.fault.subject')}
          />
          <TextField
            label={text('ledger.file')}
            error={fault === 'reference' && text('ledger.fault.reference', { limit: REFERENCE_MAX })}
            value={reference}
            onChange={setReference}
          />
          <Button kind="primary" type="submit" busy={run.state === 'running'}>
            {text('ledger.submit')}
          </Button>
        </form>
      </Card>
      {run.state === 'failed' && <FailureNotice error={run.error} />}
      {run.state === 'done' && (
        <LedgerResult
          read={run.read}
          onMore={() => void start(run.from + BigInt(run.read.positions.length))}
        />
      )}
    </>
  );
}

function LedgerResult({ read, onMore }: { readonly read: LedgerRead; readonly onMore: () => void }) {
  const text = useText('auditor');
  return (
    <Card title={text('ledger.entries')}>
      <Notice kind="good" live>
        {text('ledger.entry', { sequence: read.receipt.sequence })} <Time value={read.receipt.at_ns} />
      </Notice>
      {read.positions.length === 0 ? (
        <EmptyState title={text('ledger.none')} />
      ) : (
        <PositionsTimeline positions={read.positions} />
      )}
      {read.positions.length === PAGE && <Button onClick={onMore}>{text('ledger.more')}</Button>}
    </Card>
  );
}
