import { useText } from '../language/index.ts';
import { useCaller } from '../network/caller-context.tsx';
import { openNetwork } from '../network/network.ts';
import { NetworkProvider } from '../network/network-context.tsx';
import type { Home } from './homes.ts';
import { RoleGate } from './role-gate.tsx';
import { WorldProviders } from './world-providers.tsx';

/** A home with everything it reads and writes through, for those whom the registry lets in. */
export function HomeFrame({ home }: { home: Home }) {
  const text = useText('common');
  const { access, title } = home;
  const page = <HomePage home={home} />;
  const needsRole = access !== 'everybody' && access !== 'signed-in';
  return (
    <WorldProviders>
      {needsRole ? (
        <RoleGate title={text(title)} wanted={access}>
          {page}
        </RoleGate>
      ) : (
        page
      )}
    </WorldProviders>
  );
}

function HomePage({ home: { page: Page } }: { home: Home }) {
  return (
    <NetworkProvider network={openNetwork(useCaller())}>
      <Page />
    </NetworkProvider>
  );
}
