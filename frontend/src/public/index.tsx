import { Route, Switch } from 'wouter';
import { useText } from '../language/index.ts';
import { SectionLinks } from '../parts/section-links.tsx';
import { AlgorithmPage } from './algorithm-page.tsx';
import { CanisterPage } from './canister-page.tsx';
import { DatasetPage } from './dataset-page.tsx';
import { IncidentsPage } from './incidents-page.tsx';
import { ModelPage } from './model-page.tsx';
import { NetworkPage } from './network-page.tsx';
import { OrganisationPage } from './organisation-page.tsx';
import { RegistersPage } from './registers-page.tsx';
import { SovereigntyPage } from './sovereignty-page.tsx';
import { VerifyCanisterPage } from './verify-canister-page.tsx';
import { VerifyReceiptPage } from './verify-receipt-page.tsx';

/** The home at `/registers`, open to everybody: every register, and the means to check what others claim. */
export function PublicHome() {
  const text = useText('public');
  return (
    <>
      <SectionLinks
        label={text('sections')}
        links={[
          { to: '/', title: text('registers.title') },
          { to: '/sovereignty', title: text('sovereignty.title') },
          { to: '/incidents', title: text('incidents.title') },
          { to: '/verify/canister', title: text('verifyCanister.title') },
          { to: '/verify/receipt', title: text('verifyReceipt.title') },
          { to: '/network', title: text('network.title') },
        ]}
      />
      <Switch>
        <Route path="/" component={RegistersPage} />
        <Route path="/organisations/:id">{({ id }) => <OrganisationPage id={id} />}</Route>
        <Route path="/canisters/:id">{({ id }) => <CanisterPage id={id} />}</Route>
        <Route path="/algorithms/:id">{({ id }) => <AlgorithmPage id={id} />}</Route>
        <Route path="/models/:id">{({ id }) => <ModelPage id={id} />}</Route>
        <Route path="/datasets/:id">{({ id }) => <DatasetPage id={id} />}</Route>
        <Route path="/sovereignty" component={SovereigntyPage} />
        <Route path="/incidents" component={IncidentsPage} />
        <Route path="/verify/canister" component={VerifyCanisterPage} />
        <Route path="/verify/receipt" component={VerifyReceiptPage} />
        <Route path="/network" component={NetworkPage} />
      </Switch>
    </>
  );
}
