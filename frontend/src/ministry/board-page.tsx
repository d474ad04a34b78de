import { listProposals, readBoard, type registry } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { useNetwork } from '../network/network-context.tsx';
import { usePages } from '../network/use-pages.ts';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Pager } from '../parts/pager.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';
import { AdmitForm } from './admit-form.tsx';

/** What the board decides: its proposals, open to everybody's eyes; votes and new ones for its members. */
export function BoardPage() {
  const text = useText('ministry');
  const { principal } = useNetwork();
  const board = useVerified(['ministry', 'board'], ({ registry }) => readBoard(registry));
  return (
    <>
      <PageHeading title={text('board.title')} lead={text('board.lead')} />
      <Verified read={board}>
        {({ value }) => {
          const isMember = value.members.some((member) => member.toText() === principal.toText());
          return (
            <>
              <p>{text('board.threshold', { threshold: value.threshold, count: value.members.length })}</p>
              {!isMember && <Notice>{text('board.notMember')}</Notice>}
              <Proposals isMember={isMember} />
              {isMember && <AdmitForm />}
            </>
          );
        }}
      </Verified>
    </>
  );
}

function Proposals({ isMember }: { readonly isMember: boolean }) {
  const text = useText('ministry');
  const pages = usePages(['ministry', 'proposals'], ({ registry }, cursor) =>
    listProposals(registry, { limit: 10, ...(cursor ? { cursor } : {}) }),
  );
  return (
    <Verified read={pages.read}>
      {({ values }) => (
        <>
          {values.length === 0 && <EmptyState title={text('board.none')} />}
          {values.map((proposal) => (
            <ProposalCard key={proposal.id.toString()} proposal={proposal} isMember={isMember} />
          ))}
          <Pager label={text('board.pages')} onPrevious={pages.onPrevious} onNext={pages.onNext} />
        </>
      )}
    </Verified>
  );
}

function ProposalCard({
  proposal,
  isMember,
}: {
  readonly proposal: registry.Proposal;
  readonly isMember: boolean;
}) {
  const text = useText('ministry');
  const codes = useText('codes');
  const { principal } = useNetwork();
  const write = useWrite();
  const { id, action, votes, threshold, status } = proposal;
  const hasVoted = votes.some(({ member }) => member.toText() === principal.toText());
  const isOpen = 'open' in status;
  const vote = (approve: boolean): void =>
    void write.submit({ to: 'registry', method: 'vote', request: { proposal: id, approve } });
  const approvals = votes.filter(({ approve }) => approve).length;
  return (
    <Card
      title={text('board.proposal', { id, action: codes(`action.${caseOf(action)}`) })}
      actions={
        isOpen &&
        isMember &&
        !hasVoted && (
          <>
            <Button kind="primary" busy={write.state === 'sending'} onClick={() => vote(true)}>
              {text('board.approve')}
            </Button>
            <Button busy={write.state === 'sending'} onClick={() => vote(false)}>
              {text('board.reject')}
            </Button>
          </>
        )
      }
    >
      <p>
        <Badge kind={isOpen ? 'warn' : 'executed' in status ? 'good' : 'info'}>
          {codes(`proposalStatus.${caseOf(status)}`)}
        </Badge>{' '}
        <Time value={proposal.made_at_ns} />
      </p>
      <p>
        {text('board.by')} <PrincipalId value={proposal.proposer} />
      </p>
      <p>{text('board.approvals', { approvals, threshold })}</p>
      <WriteNotice write={write} done={text('board.voted')} />
    </Card>
  );
}
