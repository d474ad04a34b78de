import { Suspense } from 'react';
import { ErrorBoundary } from '../network/error-boundary.tsx';
import { AuthorizePage } from './authorize/authorize-page.tsx';
import { TerminalPage } from './authorize/terminal-page.tsx';
import { Frame } from './frame.tsx';
import { ManagePage } from './manage/manage-page.tsx';
import type { World } from './world.ts';
import { WorldProvider } from './world-context.tsx';

/** The whole page of the identity provider. */
export function IdentityPage({ world }: { readonly world: World }) {
  return (
    <WorldProvider world={world}>
      <Suspense>
        <Frame>
          <ErrorBoundary>
            <Screen />
          </ErrorBoundary>
        </Frame>
      </Suspense>
    </WorldProvider>
  );
}

/** auth-client opens `/#authorize`, signers open `/authorize`, programs of a terminal `/cli`. */
function Screen() {
  const { pathname, hash } = location;
  if (pathname === '/cli') return <TerminalPage />;
  if (pathname === '/authorize' || hash === '#authorize') return <AuthorizePage />;
  return <ManagePage />;
}
