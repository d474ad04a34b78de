import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { useText } from '../language/index.ts';
import { Progress } from '../parts/progress.tsx';
import { HOMES } from './homes.ts';
import { HomeGate } from './home-gate.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { StartPage } from './start-page.tsx';

const OutboxPage = lazy(async () => ({ default: (await import('./outbox-page.tsx')).OutboxPage }));

/** Which page an address shows. A home has its own pages below its path, which it routes itself. */
export function Routes() {
  const text = useText('common');
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
      <Route component={NotFoundPage} />
    </Switch>
  );
}
