import { Route, Switch } from 'wouter';
import { useText } from '../language/index.ts';
import { SectionLinks } from '../parts/section-links.tsx';
import { AlgorithmPage } from './algorithm-page.tsx';
import { BoardPage } from './board-page.tsx';
import { CanisterPage } from './canister-page.tsx';
import { DependencyPage } from './dependency-page.tsx';
import { OverviewPage } from './overview-page.tsx';

/** The home at `/ministry`: what an organisation runs and answers for, and its own entries in the registers. */
export function MinistryHome() {
  const text = useText('ministry');
  return (
    <>
      <SectionLinks
        label={text('sections')}
        links={[
          { to: '/', title: text('overview.title') },
          { to: '/canister', title: text('canister.title') },
          { to: '/algorithm', title: text('algorithm.title') },
          { to: '/dependency', title: text('dependency.title') },
          { to: '/board', title: text('board.title') },
        ]}
      />
      <Switch>
        <Route path="/" component={OverviewPage} />
        <Route path="/canister" component={CanisterPage} />
        <Route path="/algorithm" component={AlgorithmPage} />
        <Route path="/dependency" component={DependencyPage} />
        <Route path="/board" component={BoardPage} />
      </Switch>
    </>
  );
}
