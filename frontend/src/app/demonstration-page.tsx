import { useAnyText, useText } from '../language/index.ts';
import { useConfiguration } from '../network/configuration-context.tsx';
import type { DemonstrationPerson } from '../network/configuration.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { useSession } from '../session/session-context.tsx';

/** The invented people of a demonstration, whom anybody may sign in as by their public recovery words. */
export function DemonstrationPage() {
  const text = useText('common');
  const { people = [] } = useConfiguration();
  return (
    <>
      <PageHeading title={text('demonstration.title')} />
      <Notice kind="warn">
        <p>{text('demonstration.about')}</p>
      </Notice>
      {people.length === 0 && <EmptyState title={text('state.empty')} />}
      {people.map((person) => (
        <Person key={person.phrase} person={person} />
      ))}
    </>
  );
}

function Person({ person: { name, role, phrase } }: { person: DemonstrationPerson }) {
  const text = useText('common');
  const tell = useText('shell');
  const explain = useAnyText('shell');
  const { session, signIn } = useSession();
  return (
    <Card
      title={<bdi>{name}</bdi>}
      actions={
        <Button busy={session.state === 'signing-in'} onClick={signIn}>
          {text('demonstration.signInAs', { name })}
        </Button>
      }
    >
      <p>{explain(`demonstration.role.${role}`, 'demonstration.role.other')}</p>
      <p>
        {text('demonstration.words')}: <Copyable value={phrase} what={text('demonstration.words')} />
      </p>
      <p>{tell('demonstration.how')}</p>
    </Card>
  );
}
