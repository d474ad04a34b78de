import { createContext, type ReactNode, useContext } from 'react';
import { ConfigurationInvalid } from '../network/configuration-invalid.ts';
import type { World } from './world.ts';

const WorldContext = createContext<World | undefined>(undefined);

/** Gives the world to everything below. */
export function WorldProvider({ world, children }: { readonly world: World; readonly children: ReactNode }) {
  return <WorldContext value={world}>{children}</WorldContext>;
}

/** What lives as long as the page. Context: below WorldProvider. */
export function useWorld(): World {
  const world = useContext(WorldContext);
  if (world === undefined) throw new ConfigurationInvalid('expected a world around this part of the page');
  return world;
}
