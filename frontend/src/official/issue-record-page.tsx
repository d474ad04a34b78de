import { useText } from '../language/index.ts';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { IssueRecordForm } from './issue-record-form.tsx';

/** Issues a record on a person; one of a sealed kind is encrypted on this device before it leaves. */
export function IssueRecordPage() {
  const text = useText('official');
  return (
    <>
      <PageHeading title={text('issue.title')} lead={text('issue.lead')} />
      <OwnOrganisation wanted={['officer']}>
        {(organisation) => <IssueRecordForm organisation={organisation} />}
      </OwnOrganisation>
    </>
  );
}
