import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { Card } from '../parts/card.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { HOMES } from './homes.ts';
import { SignedOutNotice } from './signed-out-notice.tsx';
import styles from './start-page.module.css';

/** The first page: what the portal is, and where to go. */
export function StartPage() {
  const text = useText('common');
  const tell = useText('shell');
  return (
    <>
      <PageHeading title={tell('start.title')} lead={tell('start.lead')} />
      <SignedOutNotice />
      <ul className={styles['homes']}>
        {HOMES.map(({ name, path, title }) => (
          <li key={name}>
            <Card title={<Link href={path}>{text(title)}</Link>}>
              <p>{tell(`start.${name}`)}</p>
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}
