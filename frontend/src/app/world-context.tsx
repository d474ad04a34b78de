import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useConfiguration } from '../network/configuration-context.tsx';
import { ConfigurationInvalid } from '../network/configuration-invalid.ts';
import { fetchPart } from '../network/part-unavailable.ts';
import type { PortalWorld } from './open-portal.ts';

/** The world, as far as it is there. */
interface WorldAccess {
  /** Nothing until `load` has ended. */
  readonly world: PortalWorld | undefined;
  /** Fetches the client and opens the world; the same promise until it fails. */
  readonly load: () => Promise<PortalWorld>;
}

const WorldContext = createContext<WorldAccess | undefined>(undefined);

/** Gives the pages below it the world, which is fetched when it is first asked for. */
export function WorldProvider({ children }: { children: ReactNode }) {
  const configuration = useConfiguration();
  const loading = useRef<Promise<PortalWorld>>(undefined);
  const [world, setWorld] = useState<PortalWorld>();
  const load = useCallback(() => {
    loading.current ??= open().catch((error: unknown) => {
      loading.current = undefined;
      throw error;
    });
    return loading.current;
    async function open(): Promise<PortalWorld> {
      const { openPortal } = await fetchPart(() => import('./open-portal.ts'));
      const opened = await openPortal(configuration);
      setWorld(opened);
      return opened;
    }
  }, [configuration]);
  const access = useMemo(() => ({ world, load }), [world, load]);
  return <WorldContext value={access}>{children}</WorldContext>;
}

/** The world as far as it is there, and what fetches it. */
export function useWorldAccess(): WorldAccess {
  const access = useContext(WorldContext);
  if (!access) throw new ConfigurationInvalid('expected a part below WorldProvider');
  return access;
}

/** The world. Context: below a Suspense boundary, which waits for it. */
export function useWorld(): PortalWorld {
  const { world, load } = useWorldAccess();
  return world ?? use(load());
}
