import { lazy, Suspense } from 'react';
import { useText } from '../language/index.ts';
import { Progress } from '../parts/progress.tsx';
import { useSession } from '../session/session-context.tsx';
import type { Home } from './homes.ts';
import { fetchPart } from '../network/part-unavailable.ts';
import { SignInPage } from './sign-in-page.tsx';

const HomeFrame = lazy(async () => ({
  default: (await fetchPart(() => import('./home-frame.tsx'))).HomeFrame,
}));

/** Shows a home to those who may use it, and asks the others to sign in. */
export function HomeGate({ home }: { home: Home }) {
  const text = useText('common');
  const { session } = useSession();
  if (home.access !== 'everybody' && session.state !== 'signed-in') {
    return <SignInPage title={text(home.title)} />;
  }
  // Both parts are on their way at once.
  home.fetch();
  return (
    <Suspense fallback={<Progress label={text('state.loading')} />}>
      <HomeFrame home={home} />
    </Suspense>
  );
}
