import { Route, Switch } from 'wouter';
import { HOMES } from './homes.ts';
import { HomeGate } from './home-gate.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { OutboxPage } from './outbox-page.tsx';
import { StartPage } from './start-page.tsx';

/** Which page an address shows. A home has its own pages below its path, which it routes itself. */
export function Routes() {
  return (
    <Switch>
      <Route path="/" component={StartPage} />
      {HOMES.map((home) => (
        <Route key={home.name} path={home.path} nest>
          <HomeGate home={home} />
        </Route>
      ))}
      <Route path="/outbox" component={OutboxPage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}
