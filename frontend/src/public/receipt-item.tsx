import { type Items, toHex, type vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { PurposeName } from '../names/purpose-name.tsx';
import { RecordClassList } from '../names/record-class-list.tsx';
import { Details } from '../parts/details.tsx';
import { Facts } from '../parts/facts.tsx';
import { Time } from '../parts/time.tsx';

/** What a proven receipt says: the main facts in words, and everything as it is certified. */
export function ReceiptItem({
  kind,
  value,
}: {
  readonly kind: keyof Items;
  readonly value: Items[keyof Items];
}) {
  const text = useText('public');
  return (
    <>
      {kind === 'consent' && <ConsentFacts consent={value as vault.Consent} />}
      {kind === 'held_record' && <RecordFacts record={value as vault.Record} />}
      {kind === 'decision' && <DecisionFacts decision={value as vault.Decision} />}
      <Details summary={text('receipt.whole')}>
        <pre dir="ltr" tabIndex={0}>
          {JSON.stringify(value, plain, 2)}
        </pre>
      </Details>
    </>
  );
}

function ConsentFacts({ consent: { terms, status } }: { readonly consent: vault.Consent }) {
  const text = useText('public');
  const word = useText('codes');
  return (
    <Facts
      facts={[
        { name: text('receipt.status'), value: word(`consentStatus.${caseOf(status)}`) },
        { name: text('receipt.consumer'), value: <OrganisationName id={terms.consumer} /> },
        { name: text('receipt.purpose'), value: <PurposeName code={terms.purpose_code} /> },
        { name: text('receipt.classes'), value: <RecordClassList codes={terms.record_classes} /> },
        { name: text('receipt.until'), value: <Time value={terms.consent_expiry_ns} as="date" /> },
      ]}
    />
  );
}

function RecordFacts({ record }: { readonly record: vault.Record }) {
  const text = useText('public');
  return (
    <Facts
      facts={[
        { name: text('receipt.classes'), value: <RecordClassList codes={[record.class]} /> },
        { name: text('receipt.issuer'), value: <OrganisationName id={record.issuer} /> },
        { name: text('receipt.issued'), value: <Time value={record.issued_at_ns} as="date" /> },
      ]}
    />
  );
}

function DecisionFacts({ decision }: { readonly decision: vault.Decision }) {
  const text = useText('public');
  return (
    <Facts
      facts={[
        { name: text('receipt.purpose'), value: <PurposeName code={decision.purpose} /> },
        { name: text('receipt.outcome'), value: <bdi>{decision.outcome}</bdi> },
        { name: text('receipt.issuer'), value: <OrganisationName id={decision.organisation} /> },
        { name: text('receipt.issued'), value: <Time value={decision.at_ns} as="date" /> },
      ]}
    />
  );
}

/** Candid values as JSON: bigints as digits, bytes in hexadecimal, principals as text. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return toHex(value);
  return value;
}
