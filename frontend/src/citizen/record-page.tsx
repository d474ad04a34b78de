import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { RecordClassName } from '../names/record-class-name.tsx';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';
import { ReceiptCard } from '../receipts/receipt-card.tsx';
import { OpenTicketForm } from './open-ticket-form.tsx';
import { findItem } from './read-all-items.ts';
import { RecordBody } from './record-body.tsx';
import { RecordStateBadge } from './record-state-badge.tsx';
import { RecordVersions } from './record-versions.tsx';
import { useItems } from './use-items.ts';

/** One record: what it says, who issued it and when, its versions, its receipt, and the rights that a person has on it. */
export function RecordPage({ id }: { readonly id: string }) {
  const text = useText('citizen');
  const records = useItems('held_record');
  return (
    <>
      <PageHeading title={text('record.title', { id })} />
      <Verified read={records}>
        {(all) => {
          const found = findItem(all, id);
          if (!found) return <EmptyState title={text('record.notFound')} />;
          const record = found.item.value;
          return (
            <>
              <Card title={<RecordClassName code={record.class} />}>
                <RecordStateBadge record={record} />
                <RecordBody record={record} />
                <RecordFacts record={record} />
              </Card>
              {record.version > 1 && <RecordVersions newest={record} />}
              <ReceiptCard kind="held_record" page={found.page} item={found.item} />
              <OpenTicketForm record={record} />
            </>
          );
        }}
      </Verified>
    </>
  );
}

/** Everything that the vault has certified of a record, but for its body. */
function RecordFacts({ record }: { readonly record: vault.Record }) {
  const text = useText('citizen');
  const [reason] = record.reason;
  return (
    <Facts
      facts={[
        { name: text('record.issuer'), value: <OrganisationName id={record.issuer} /> },
        { name: text('record.issuedBy'), value: <PrincipalId value={record.issued_by} /> },
        { name: text('record.issued'), value: <Time value={record.issued_at_ns} /> },
        {
          name: text('record.period'),
          value: (
            <>
              <Time value={record.from_ns} as="date" /> – <Time value={record.to_ns} as="date" />
            </>
          ),
        },
        { name: text('record.version'), value: <bdi dir="ltr">{record.version}</bdi> },
        ...(reason ? [{ name: text('record.reason'), value: <bdi>{reason}</bdi> }] : []),
        { name: text('record.commitment'), value: <Hash value={Uint8Array.from(record.commitment)} /> },
      ]}
    />
  );
}
