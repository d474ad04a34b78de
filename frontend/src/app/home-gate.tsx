import { Suspense } from 'react';
import { useText } from '../language/index.ts';
import { Progress } from '../parts/progress.tsx';
import { useSession } from '../session/session-context.tsx';
import type { Home } from './homes.ts';
import { RoleGate } from './role-gate.tsx';
import { SignInPage } from './sign-in-page.tsx';

/** Shows a home to those who may use it, and tells everybody else what is missing. */
export function HomeGate({ home }: { home: Home }) {
  const text = useText('shell');
  const { session } = useSession();
  const { access, page: Page } = home;
  const title = text(`home.${home.name}`);
  const content = (
    <Suspense fallback={<Progress label={text('app.loading')} />}>
      <Page />
    </Suspense>
  );
  if (access === 'everybody') return content;
  if (session.state !== 'signed-in') return <SignInPage title={title} />;
  if (access === 'signed-in') return content;
  return (
    <RoleGate title={title} wanted={access}>
      {content}
    </RoleGate>
  );
}
