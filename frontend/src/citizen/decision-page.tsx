import type { vault } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { PurposeName } from '../names/purpose-name.tsx';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';
import { ReceiptCard } from '../receipts/receipt-card.tsx';
import { AppealCard } from './appeal-card.tsx';
import { DecisionFactors } from './decision-factors.tsx';
import { OpenTicketForm } from './open-ticket-form.tsx';
import { findItem } from './read-all-items.ts';
import { useItems } from './use-items.ts';

/** One decision: what was decided, why, by whom and with which algorithm, and what a person can do against it. */
export function DecisionPage({ id }: { readonly id: string }) {
  const text = useText('citizen');
  const decisions = useItems('decision');
  return (
    <>
      <PageHeading title={text('decision.title', { id })} />
      <Verified read={decisions}>
        {(all) => {
          const found = findItem(all, id);
          if (!found) return <EmptyState title={text('decision.notFound')} />;
          const decision = found.item.value;
          return (
            <>
              <DecisionCard decision={decision} />
              <DecisionFactors decision={decision} />
              <AppealCard decision={decision} />
              <ReceiptCard kind="decision" page={found.page} item={found.item} />
              <OpenTicketForm decision={decision} />
            </>
          );
        }}
      </Verified>
    </>
  );
}

function DecisionCard({ decision }: { readonly decision: vault.Decision }) {
  const text = useText('citizen');
  const [pausedAt] = decision.paused_at_ns;
  const [algorithm] = decision.algorithm;
  return (
    <Card title={<PurposeName code={decision.purpose} />}>
      {pausedAt !== undefined && (
        <Notice kind="good">
          {text('decision.paused')} <Time value={pausedAt} as="date" />
        </Notice>
      )}
      <p dir="auto">
        <strong>{decision.outcome}</strong>
      </p>
      <p dir="auto">{decision.reasons}</p>
      <Facts
        facts={[
          { name: text('decision.organisation'), value: <OrganisationName id={decision.organisation} /> },
          { name: text('decision.official'), value: <PrincipalId value={decision.official} /> },
          { name: text('decision.made'), value: <Time value={decision.at_ns} /> },
          { name: text('decision.algorithm'), value: <AlgorithmUse algorithm={algorithm} /> },
        ]}
      />
    </Card>
  );
}

type Algorithm = NonNullable<vault.Decision['algorithm'][0]>;

function AlgorithmUse({ algorithm }: { readonly algorithm: Algorithm | undefined }) {
  const text = useText('citizen');
  if (!algorithm) return text('decision.noAlgorithm');
  const [model] = algorithm.model_sha256;
  return (
    <>
      <Link href={`~/registers/algorithms/${algorithm.id}`}>
        {text('decision.algorithmNumber', { id: algorithm.id, version: String(algorithm.version) })}
      </Link>{' '}
      {model && <Hash value={Uint8Array.from(model)} />}
    </>
  );
}
