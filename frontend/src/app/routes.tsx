import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { useText } from '../language/index.ts';
import { useConfiguration } from '../network/configuration-context.tsx';
import { Progress } from '../parts/progress.tsx';
import { HOMES } from './homes.ts';
import { HomeGate } from './home-gate.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { fetchPart } from '../network/part-unavailable.ts';
import { StartPage } from './start-page.tsx';

const OutboxPage = lazy(async () => ({
  default: (await fetchPart(() => import('./outbox-page.tsx'))).OutboxPage,
}));

const DemonstrationPage = lazy(async () => ({
  default: (await fetchPart(() => import('./demonstration-page.tsx'))).DemonstrationPage,
}));

/** Which page an address shows. A home has its own pages below its path, which it routes itself. */
export function Routes() {
  const text = useText('common');
  const { demonstration } = useConfiguration();
  return (
    <Switch>
      <Route path="/" component={StartPage} />
      {HOMES.map((home) => (
        <Route key={home.name} path={home.path} nest>
          <HomeGate home={home} />
        </Route>
      ))}
      <Route path="/outbox">
        <Suspense fallback={<Progress label={text('state.loading')} />}>
          <OutboxPage />
        </Suspense>
      </Route>
      {demonstration && (
        <Route path="/demonstration">
          <Suspense fallback={<Progress label={text('state.loading')} />}>
            <DemonstrationPage />
          </Suspense>
        </Route>
      )}
      <Route component={NotFoundPage} />
    </Switch>
  );
}
