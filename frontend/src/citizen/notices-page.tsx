import type { vault } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { Verified } from '../network/verified.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Time } from '../parts/time.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { itemsOf } from './read-all-items.ts';
import { useItems } from './use-items.ts';

/** What a person should know, newest first. */
export function NoticesPage() {
  const text = useText('citizen');
  const notices = useItems('notice');
  return (
    <>
      <PageHeading title={text('notices.title')} lead={text('notices.lead')} />
      <Verified read={notices}>
        {(all) =>
          all.count === 0n ? (
            <EmptyState title={text('notices.none')} />
          ) : (
            <NoticeList notices={itemsOf(all)} />
          )
        }
      </Verified>
    </>
  );
}

/** Notices with the pages that they speak of. */
export function NoticeList({ notices }: { readonly notices: readonly vault.Notice[] }) {
  const text = useText('citizen');
  const word = useText('codes');
  return (
    <Timeline
      label={text('notices.title')}
      events={notices.map((notice) => ({
        key: notice.id.toString(),
        time: <Time value={notice.at_ns} />,
        title: <Link href={pageOf(notice.kind)}>{word(`notice.${caseOf(notice.kind)}`)}</Link>,
        content: <Reader kind={notice.kind} />,
      }))}
    />
  );
}

function Reader({ kind }: { readonly kind: vault.NoticeKind }) {
  const organisation = 'new_reader' in kind ? kind.new_reader.organisation[0] : undefined;
  return organisation === undefined ? null : <OrganisationName id={organisation} />;
}

function pageOf(kind: vault.NoticeKind): string {
  if ('consent_requested' in kind) return `/consents/${kind.consent_requested}`;
  if ('consent_expired' in kind) return `/consents/${kind.consent_expired}`;
  if ('ticket_changed' in kind) return '/rights';
  if ('decision_issued' in kind) return `/decisions/${kind.decision_issued}`;
  if ('appeal_decided' in kind) return `/decisions/${kind.appeal_decided}`;
  if ('delegate_granted' in kind) return '/delegates';
  if ('record_issued' in kind) return `/records/${kind.record_issued}`;
  if ('record_amended' in kind) return `/records/${kind.record_amended}`;
  return '/access';
}
