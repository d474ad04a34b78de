import type { vault } from '@indus/client';
import { useAnyText, useFormats, useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { ReceiptCard } from '../receipts/receipt-card.tsx';
import { ConsentActions } from './consent-actions.tsx';
import { ConsentStatusBadge } from './consent-status-badge.tsx';
import { consentLines } from './consent-words.ts';
import { findItem } from './read-all-items.ts';
import { useItems } from './use-items.ts';
import { useTermNames } from './use-term-names.ts';

/** One consent: every term in words, what can be done about it, its history and its receipt. */
export function ConsentPage({ id }: { readonly id: string }) {
  const text = useText('citizen');
  const consents = useItems('consent');
  return (
    <>
      <PageHeading title={text('consent.title', { id })} />
      <Verified read={consents}>
        {(all) => {
          const found = findItem(all, id);
          if (!found) return <EmptyState title={text('consent.notFound')} />;
          const consent = found.item.value;
          return (
            <>
              <TermsCard consent={consent} />
              <ConsentHistory consent={consent} />
              <ReceiptCard kind="consent" page={found.page} item={found.item} />
            </>
          );
        }}
      </Verified>
    </>
  );
}

function TermsCard({ consent }: { readonly consent: vault.Consent }) {
  const text = useText('citizen');
  const say = useAnyText('citizen');
  const formats = useFormats();
  const names = useTermNames(consent.terms);
  return (
    <Card title={text('consent.terms')}>
      <ConsentStatusBadge status={consent.status} />
      <Verified read={names}>
        {(known) => {
          const lines = consentLines(consent.terms, known, { text, say, formats });
          return (
            <>
              <Facts facts={lines.map(({ name, words }) => ({ name, value: <bdi>{words}</bdi> }))} />
              <ConsentActions consent={consent} lines={lines} />
            </>
          );
        }}
      </Verified>
    </Card>
  );
}

function ConsentHistory({ consent }: { readonly consent: vault.Consent }) {
  const text = useText('citizen');
  const [lastRead] = consent.last_read_at_ns;
  return (
    <Card title={text('consent.history')}>
      <p>{text('consent.readCount', { count: Number(consent.reads) })}</p>
      {lastRead !== undefined && (
        <p>
          {text('consent.lastRead')} <Time value={lastRead} />
        </p>
      )}
      <Timeline
        label={text('consent.history')}
        events={consent.history.toReversed().map((step, at) => ({
          key: String(at),
          time: <Time value={step.at_ns} />,
          title: text(`consent.is.${caseOf(step.status)}`),
          content: <PrincipalId value={step.by} />,
        }))}
      />
    </Card>
  );
}
