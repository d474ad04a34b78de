import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { useSession } from '../session/session-context.tsx';
import { HOMES } from './homes.ts';
import { SignedOutNotice } from './signed-out-notice.tsx';
import styles from './start-page.module.css';

/** The first page: what the portal is, and where to go. */
export function StartPage() {
  const text = useText('shell');
  const { session, signIn } = useSession();
  return (
    <>
      <PageHeading
        title={text('start.title')}
        lead={text('start.lead')}
        actions={
          session.state === 'signed-out' && (
            <Button kind="primary" onClick={signIn}>
              {text('session.signIn')}
            </Button>
          )
        }
      />
      <SignedOutNotice />
      <ul className={styles['homes']}>
        {HOMES.map(({ name, path }) => (
          <li key={name}>
            <Card title={<Link href={path}>{text(`home.${name}`)}</Link>}>
              <p>{text(`start.${name}`)}</p>
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}
