import type { vault } from '@indus/client';
import { useState } from 'react';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { RecordClassList } from '../names/record-class-list.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { Verified } from '../network/verified.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';
import { GrantDelegateForm } from './grant-delegate-form.tsx';
import { grantState } from './grant-state.ts';
import { itemsOf } from './read-all-items.ts';
import { useItems } from './use-items.ts';

/** Who may act for a person: guardians and delegates, with what they may do and until when. */
export function DelegatesPage() {
  const text = useText('citizen');
  const { principal } = useNetwork();
  const grants = useItems('grant');
  return (
    <>
      <PageHeading title={text('delegates.title')} lead={text('delegates.lead')} />
      <Verified read={grants}>
        {(all) =>
          all.count === 0n ? (
            <EmptyState title={text('delegates.none')} />
          ) : (
            itemsOf(all).map((grant) => <GrantCard key={grant.id.toString()} grant={grant} />)
          )
        }
      </Verified>
      <GrantDelegateForm />
      <Card title={text('delegates.me')}>
        <p>{text('delegates.meLead')}</p>
        <PrincipalId value={principal} whole />
      </Card>
    </>
  );
}

function GrantCard({ grant }: { readonly grant: vault.DelegateGrant }) {
  const text = useText('citizen');
  const word = useText('codes');
  const { principal: subject } = useNetwork();
  const write = useWrite();
  const [asking, setAsking] = useState(false);
  const state = grantState(grant, Date.now());
  const revoke = (): void => {
    setAsking(false);
    void write.submit({
      to: 'vault',
      method: 'revoke_delegate',
      subject,
      request: { subject, grant: grant.id },
    });
  };
  const name = word(`delegateKind.${caseOf(grant.kind)}`);
  return (
    <Card
      title={name}
      actions={
        (state === 'active' || state === 'future') && (
          <Button busy={write.state === 'sending'} onClick={() => setAsking(true)}>
            {text('grant.revoke')}
          </Button>
        )
      }
    >
      <Badge kind={state === 'active' ? 'good' : 'info'}>{text(`grant.is.${state}`)}</Badge>
      <Facts
        facts={[
          { name: text('grant.delegate'), value: <PrincipalId value={grant.delegate} /> },
          {
            name: text('grant.acts'),
            value: grant.acts.map((act) => word(`delegateAct.${caseOf(act)}`)).join(' · '),
          },
          {
            name: text('grant.classes'),
            value:
              grant.record_classes.length > 0 ? (
                <RecordClassList codes={grant.record_classes} />
              ) : (
                text('grant.allClasses')
              ),
          },
          { name: text('grant.until'), value: <Time value={grant.expires_at_ns} as="date" /> },
        ]}
      />
      <WriteNotice write={write} done={text('grant.revoked')} />
      <ConfirmDialog
        open={asking}
        title={text('grant.askRevoke')}
        confirm={text('grant.revoke')}
        danger
        onConfirm={revoke}
        onClose={() => setAsking(false)}
      >
        <p>{text('grant.revokeMeans')}</p>
      </ConfirmDialog>
    </Card>
  );
}
