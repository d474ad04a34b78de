import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { Facts } from '../parts/facts.tsx';
import { Notice } from '../parts/notice.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';
import { VerdictForm } from './verdict-form.tsx';

/** A use of emergency access with the form by which a second person judges it; never the one who used it. */
export function BreakGlassWork({
  use,
  organisation,
}: {
  readonly use: vault.BreakGlassUse;
  readonly organisation: bigint;
}) {
  const text = useText('official');
  const { principal } = useNetwork();
  const write = useWrite();
  const { subject } = use;
  return (
    <>
      <Facts
        facts={[
          { name: text('breakGlass.by'), value: <PrincipalId value={use.by} /> },
          { name: text('breakGlass.at'), value: <Time value={use.at_ns} /> },
          { name: text('breakGlass.entry'), value: <bdi dir="ltr">{use.sequence.toString()}</bdi> },
        ]}
      />
      {use.by.toText() === principal.toText() ? (
        <Notice kind="warn">{text('breakGlass.own')}</Notice>
      ) : (
        <VerdictForm
          legend={text('breakGlass.judge')}
          yes={text('breakGlass.justified')}
          no={text('breakGlass.notJustified')}
          reasons={text('breakGlass.note')}
          write={write}
          onSubmit={({ isYes, words }) =>
            void write.submit({
              to: 'vault',
              method: 'review_break_glass',
              subject,
              request: { subject, use: use.id, organisation, justified: isYes, note: words },
            })
          }
        />
      )}
    </>
  );
}
