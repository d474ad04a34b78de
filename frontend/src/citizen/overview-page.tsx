import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { AccessChart } from './access-chart.tsx';
import { NoticeList } from './notices-page.tsx';
import { positionFacts } from '../dossier/position-facts.ts';
import { PositionsTimeline } from '../dossier/positions-timeline.tsx';
import { itemsOf } from './read-all-items.ts';
import { readLatestPositions } from './read-latest-positions.ts';
import { useItems } from './use-items.ts';

const CHART = 200n;
/** Accesses and notices that the first page shows. */
const SHOWN = 4;

/** What matters most, on one page: what waits for an answer, who looked lately, what is new. */
export function OverviewPage() {
  const text = useText('citizen');
  const ledger = useVerified(['citizen', 'ledger', 'chart'], ({ vault, principal }) =>
    readLatestPositions(vault, principal, { limit: CHART }),
  );
  return (
    <>
      <PageHeading title={text('overview.title')} lead={text('overview.lead')} />
      <WaitingConsents />
      <Card title={text('access.title')} actions={<Link href="/access">{text('overview.allAccess')}</Link>}>
        <Verified read={ledger}>
          {({ positions, size }) => {
            const others = positions.filter((position) => positionFacts(position).byOthers);
            if (size === 0n)
              return <EmptyState title={text('overview.nothing')}>{text('overview.nothingText')}</EmptyState>;
            return (
              <>
                <AccessChart positions={positions.map(positionFacts)} />
                {others.length === 0 && <EmptyState title={text('access.nobody')} />}
                <PositionsTimeline positions={others.slice(0, SHOWN)} />
              </>
            );
          }}
        </Verified>
      </Card>
      <LatestNotices />
    </>
  );
}

/** Consents that wait for an answer; nothing while there are none. */
function WaitingConsents() {
  const text = useText('citizen');
  const consents = useItems('consent');
  if (consents.state === 'loading' || consents.state === 'failed') return null;
  const waiting = itemsOf(consents.data).filter(({ status }) => 'pending' in status);
  if (waiting.length === 0) return null;
  return (
    <Notice kind="warn" title={text('consents.waiting', { count: waiting.length })}>
      <Link href="/consents">{text('overview.answer')}</Link>
    </Notice>
  );
}

function LatestNotices() {
  const text = useText('citizen');
  const notices = useItems('notice');
  return (
    <Card title={text('notices.title')} actions={<Link href="/notices">{text('overview.allNotices')}</Link>}>
      <Verified read={notices}>
        {(all) =>
          all.count === 0n ? (
            <EmptyState title={text('notices.none')} />
          ) : (
            <NoticeList notices={itemsOf(all).slice(0, SHOWN)} />
          )
        }
      </Verified>
    </Card>
  );
}
