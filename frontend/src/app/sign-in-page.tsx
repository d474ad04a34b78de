import { useText } from '../language/index.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Progress } from '../parts/progress.tsx';
import { useSession } from '../session/session-context.tsx';
import { SignedOutNotice } from './signed-out-notice.tsx';

/** Stands in for a page that only who is signed in can see. */
export function SignInPage({ title }: { readonly title: string }) {
  const text = useText('common');
  const { session, signIn } = useSession();
  if (session.state === 'restoring') return <Progress label={text('session.restoring')} />;
  return (
    <>
      <PageHeading title={title} />
      <SignedOutNotice />
      <Card
        title={text('session.needed')}
        actions={
          <Button kind="primary" busy={session.state === 'signing-in'} onClick={signIn}>
            {text('action.signIn')}
          </Button>
        }
      >
        <p>{text('session.why')}</p>
        {session.state === 'signing-in' && <Progress label={text('session.signingIn')} />}
      </Card>
    </>
  );
}
