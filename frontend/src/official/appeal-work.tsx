import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { PurposeName } from '../names/purpose-name.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { Facts } from '../parts/facts.tsx';
import { Notice } from '../parts/notice.tsx';
import { VerdictForm } from './verdict-form.tsx';

/** An appeal with the decision that it is against, and the form that judges it; never for the one who decided. */
export function AppealWork({
  decision,
  organisation,
}: {
  readonly decision: vault.Decision;
  readonly organisation: bigint;
}) {
  const text = useText('official');
  const { principal } = useNetwork();
  const write = useWrite();
  const { subject, appeal } = decision;
  const isOwn = decision.official.toText() === principal.toText();
  return (
    <>
      <Facts
        facts={[
          { name: text('appeal.purpose'), value: <PurposeName code={decision.purpose} /> },
          { name: text('appeal.outcome'), value: <bdi>{decision.outcome}</bdi> },
          { name: text('appeal.reasons'), value: <bdi>{decision.reasons}</bdi> },
          { name: text('appeal.grounds'), value: <bdi>{'open' in appeal ? appeal.open.grounds : ''}</bdi> },
        ]}
      />
      {isOwn ? (
        <Notice kind="warn">{text('appeal.own')}</Notice>
      ) : (
        <VerdictForm
          legend={text('appeal.judge')}
          yes={text('appeal.overturn')}
          no={text('appeal.uphold')}
          reasons={text('appeal.words')}
          write={write}
          onSubmit={({ isYes, words }) =>
            void write.submit({
              to: 'vault',
              method: 'decide_appeal',
              subject,
              request: { subject, decision: decision.id, organisation, overturn: isYes, reasons: words },
            })
          }
        />
      )}
    </>
  );
}
