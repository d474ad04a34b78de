import { Route, Switch } from 'wouter';
import { useText } from '../language/index.ts';
import { SectionLinks } from '../parts/section-links.tsx';
import { AskConsentPage } from './ask-consent-page.tsx';
import { IssueRecordPage } from './issue-record-page.tsx';
import { ReadRecordsPage } from './read-records-page.tsx';
import { WorkPage } from './work-page.tsx';

/** The home at `/official`: what an organisation has to answer, and what its officials may read and issue. */
export function OfficialHome() {
  const text = useText('official');
  return (
    <>
      <SectionLinks
        label={text('sections')}
        links={[
          { to: '/', title: text('work.title') },
          { to: '/read', title: text('read.title') },
          { to: '/ask', title: text('ask.title') },
          { to: '/issue', title: text('issue.title') },
        ]}
      />
      <Switch>
        <Route path="/" component={WorkPage} />
        <Route path="/read" component={ReadRecordsPage} />
        <Route path="/ask" component={AskConsentPage} />
        <Route path="/issue" component={IssueRecordPage} />
      </Switch>
    </>
  );
}
