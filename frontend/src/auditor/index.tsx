import { Route, Switch } from 'wouter';
import { useText } from '../language/index.ts';
import { SectionLinks } from '../parts/section-links.tsx';
import { BooksPage } from './books-page.tsx';
import { CountsPage } from './counts-page.tsx';
import { ReadLedgerPage } from './read-ledger-page.tsx';

/** The home at `/auditor`: whether the books stand, what they count, and a ledger read on a file number. */
export function AuditorHome() {
  const text = useText('auditor');
  return (
    <>
      <SectionLinks
        label={text('sections')}
        links={[
          { to: '/', title: text('counts.title') },
          { to: '/books', title: text('books.title') },
          { to: '/ledger', title: text('ledger.title') },
        ]}
      />
      <Switch>
        <Route path="/" component={CountsPage} />
        <Route path="/books" component={BooksPage} />
        <Route path="/ledger" component={ReadLedgerPage} />
      </Switch>
    </>
  );
}
