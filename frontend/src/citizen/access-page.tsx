import { useState } from 'react';
import { useText } from '../language/index.ts';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Pager } from '../parts/pager.tsx';
import { AccessChart } from './access-chart.tsx';
import { LedgerContinuity } from './ledger-continuity.tsx';
import { positionFacts } from '../dossier/position-facts.ts';
import { PositionsTimeline } from '../dossier/positions-timeline.tsx';
import { type LatestPositions, readLatestPositions } from './read-latest-positions.ts';

const PAGE = 20n;
/** Entries that the picture counts. */
const CHART = 200n;

/** Who looked: every read and act, granted or denied, newest first, proven to be complete. */
export function AccessPage() {
  const text = useText('citizen');
  const [before, setBefore] = useState<bigint>();
  const [othersOnly, setOthersOnly] = useState(false);
  const latest = useVerified(['citizen', 'ledger', 'chart'], ({ vault, principal }) =>
    readLatestPositions(vault, principal, { limit: CHART }),
  );
  const page = useVerified(['citizen', 'ledger', 'page', before ?? null], ({ vault, principal }) =>
    readLatestPositions(vault, principal, { limit: PAGE, ...(before === undefined ? {} : { before }) }),
  );
  return (
    <>
      <PageHeading title={text('access.title')} lead={text('access.lead')} />
      <Card>
        <Verified read={latest}>
          {({ positions }) => <AccessChart positions={positions.map(positionFacts)} />}
        </Verified>
        <LedgerContinuity />
      </Card>
      <Card title={text('access.entries')}>
        <Choice
          label={text('access.othersOnly')}
          checked={othersOnly}
          onChange={(event) => setOthersOnly(event.target.checked)}
        />
        <Verified read={page}>
          {(data) => <Entries data={data} othersOnly={othersOnly} before={before} onPage={setBefore} />}
        </Verified>
      </Card>
    </>
  );
}

function Entries({
  data,
  othersOnly,
  before,
  onPage,
}: {
  readonly data: LatestPositions;
  readonly othersOnly: boolean;
  readonly before: bigint | undefined;
  readonly onPage: (before: bigint | undefined) => void;
}) {
  const text = useText('citizen');
  const shown = othersOnly ? data.positions.filter((each) => positionFacts(each).byOthers) : data.positions;
  const last = data.positions.at(-1);
  const oldest = last ? positionFacts(last).sequence : 0n;
  const end = before ?? data.size;
  const newer = end + PAGE >= data.size ? undefined : end + PAGE;
  return (
    <>
      <p>{text('access.count', { count: Number(data.size) })}</p>
      {shown.length === 0 ? (
        <EmptyState title={text('access.none')} />
      ) : (
        <PositionsTimeline positions={shown} />
      )}
      <Pager
        label={text('access.pages')}
        onPrevious={end < data.size ? () => onPage(newer) : undefined}
        onNext={oldest > 0n ? () => onPage(oldest) : undefined}
      />
    </>
  );
}
