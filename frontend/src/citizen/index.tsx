import { Route, Switch } from 'wouter';
import { useText } from '../language/index.ts';
import { SectionLinks } from '../parts/section-links.tsx';
import { AccessPage } from './access-page.tsx';
import { ConsentPage } from './consent-page.tsx';
import { ConsentsPage } from './consents-page.tsx';
import { DecisionPage } from './decision-page.tsx';
import { DecisionsPage } from './decisions-page.tsx';
import { DelegatesPage } from './delegates-page.tsx';
import { ExportPage } from './export-page.tsx';
import { NoticesPage } from './notices-page.tsx';
import { OfferConsentPage } from './offer-consent-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { RecordPage } from './record-page.tsx';
import { RecordsPage } from './records-page.tsx';
import { RightsPage } from './rights-page.tsx';

/** The home at `/citizen`: what is held on a person, who looked, and what she can do about it. */
export function CitizenHome() {
  const text = useText('citizen');
  return (
    <>
      <SectionLinks
        label={text('sections')}
        links={[
          { to: '/', title: text('overview.title') },
          { to: '/records', title: text('records.title') },
          { to: '/access', title: text('access.title') },
          { to: '/consents', title: text('consents.title') },
          { to: '/decisions', title: text('decisions.title') },
          { to: '/rights', title: text('rights.title') },
          { to: '/delegates', title: text('delegates.title') },
          { to: '/notices', title: text('notices.title') },
        ]}
      />
      <Switch>
        <Route path="/" component={OverviewPage} />
        <Route path="/records" component={RecordsPage} />
        <Route path="/records/:id">{({ id }) => <RecordPage id={id} />}</Route>
        <Route path="/access" component={AccessPage} />
        <Route path="/consents" component={ConsentsPage} />
        <Route path="/consents/new" component={OfferConsentPage} />
        <Route path="/consents/:id">{({ id }) => <ConsentPage id={id} />}</Route>
        <Route path="/decisions" component={DecisionsPage} />
        <Route path="/decisions/:id">{({ id }) => <DecisionPage id={id} />}</Route>
        <Route path="/rights" component={RightsPage} />
        <Route path="/export" component={ExportPage} />
        <Route path="/delegates" component={DelegatesPage} />
        <Route path="/notices" component={NoticesPage} />
      </Switch>
    </>
  );
}
